// What the package brings to n8n, for programs that load it by name; n8n itself reads package.json.
const { AiHomeDesignApi } = require('./dist/credentials/AiHomeDesignApi.credentials');
const { AiHomeDesign } = require('./dist/nodes/AiHomeDesign/AiHomeDesign.node');
const {
	AiHomeDesignTrigger,
} = require('./dist/nodes/AiHomeDesignTrigger/AiHomeDesignTrigger.node');

module.exports = { AiHomeDesign, AiHomeDesignApi, AiHomeDesignTrigger };
