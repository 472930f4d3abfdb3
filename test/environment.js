// n8n's engine logs what the tests provoke on purpose; read before n8n-core loads its configuration.
process.env.N8N_LOG_LEVEL = 'silent';
