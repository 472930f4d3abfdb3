/*
 * Loaded into n8n before its own code: connections to other machines are refused and written to a
 * file, so that "nothing leaves this machine" is kept, and can be checked.
 */
const { appendFileSync } = require('node:fs');
const { Socket } = require('node:net');

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3})$/;
const { connect } = Socket.prototype;

Socket.prototype.connect = function (...given) {
	const [first] = given;
	const options = Array.isArray(first) ? first[0] : first;
	const host = typeof options === 'object' && options ? options.host : undefined;
	if (!host || LOOPBACK.test(host)) return connect.apply(this, given);
	appendFileSync(process.env.REFUSED_CALLS_FILE, `${host}:${options.port}\n`);
	const refusal = Object.assign(new Error(`Not on this machine: ${host}`), { code: 'ENOTFOUND' });
	process.nextTick(() => this.destroy(refusal));
	return this;
};
