// Why a goal is missed, where a profile showed it.
export const REASONS = {
	garbage: `**Beside undici alone.** What n8n does for a photo is done by one thread, and most of it is garbage collection, as the profile below
shows. Every photo and every picture goes through new buffers, in n8n as in undici alone; whenever so many bytes of them
are used up, Node looks through the whole heap, and n8n's is many times as large as that of a bare client.`,
	dropdown: `**Dropdowns.** n8n itself is the limit: the call for a list in which the node asks nobody takes most of the time. For each list
n8n makes a sandbox for expressions of its own and throws it away afterwards (\`withExpressionIsolate\` in its
dynamic-node-parameters.service.js), checks user and credential in its database, and reads the credential.`,
	held: `**Memory of many items.** No photo and no picture is held, but each item is: what n8n keeps of it in the execution, and what the
node has to know of its order. The table shows how much that is. The rest is garbage that Node has not collected yet.`,
	loading: `**Loading.** Most of the time goes into finding, reading and compiling the files one by one.`,
};
