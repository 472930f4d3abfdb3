// Why a goal is missed, as a measurement or a profile on the same page shows it.
export const REASONS = {
	time: `**Time beside undici alone.** Every photo and every picture goes through new buffers, and whenever so many bytes of them are used
up, Node looks through its whole heap. n8n's is many times as large as that of a bare client: (c) shows what that alone costs.
What is left between (c) and the node is mostly n8n's: it opens a connection for each request, builds a sandbox for the
expressions of each item, decrypts the credential, and saves the execution. The profile below has this package's own share.`,
	memory: `**Memory.** The node holds next to nothing, as the row of what is held shows: what is measured is garbage that Node has not collected yet,
and the space that it keeps for new objects, which grows as long as a run lasts, up to a limit of its own (V8's young generation).
Collecting takes the longer the larger a heap is, so that more piles up meanwhile: (c) needs more than (b) for the same
photos, though it is the same program.`,
	dropdown: `**Dropdowns.** n8n itself is the limit: its own part (_n8n alone_) and the bare fetch together take more than the goal allows,
or nearly so, and a list of so many choices has to go on from n8n to the editor once more. For each list n8n makes a
sandbox for expressions of its own and throws it away afterwards (\`withExpressionIsolate\` in its
dynamic-node-parameters.service.js), checks user and credential in its database, and reads the credential.`,
	held: `**Memory of many items.** No photo and no picture is held, but each item is: what n8n keeps of it in the execution, and what the
node has to know of its order. The table shows how much that is. The rest is garbage that Node has not collected yet.`,
};
