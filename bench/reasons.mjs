// Why a goal is missed, as a measurement or a profile on the same page shows it.
export const REASONS = {
	time: `**Time beside undici alone.** n8n itself is the limit: (d) only calls n8n's helpers, and takes longer than the goal allows already.
Every photo and every picture goes through new buffers, and whenever so many bytes of them are used up, Node looks through
its whole heap. n8n's is many times as large as that of a bare client: (c) shows what that alone costs. Beyond that n8n
opens a connection for each request and saves the execution. What the node takes beside (d) is what (d) leaves out: the
catalog, the check of each photo, n8n's sandbox for the expressions of each item. The profile below has this package's own share.`,
	memory: `**Memory.** n8n itself is the limit: (d), which only calls n8n's helpers, needs far more than the goal allows too. The
node holds next to nothing, as the row of what is held shows: what is measured is garbage that Node has not collected yet,
and the space that it keeps for new objects, which grows as long as a run lasts, up to a limit of its own (V8's young
generation). Collecting takes the longer the larger a heap is, so that more piles up meanwhile: (c) needs more than (b) for
the same photos, though it is the same program.`,
	dropdown: `**Dropdowns.** n8n itself is the limit: its own part (_n8n alone_) and the bare fetch together take more than the goal allows,
and a list of so many choices has to go on from n8n to the editor once more. For each list n8n makes a
sandbox for expressions of its own and throws it away afterwards (\`withExpressionIsolate\` in its
dynamic-node-parameters.service.js), checks user and credential in its database, and reads the credential.`,
	held: `**Memory of many items.** n8n itself is the limit: that of (d) grows likewise. No photo and no picture is held, but each item is:
what n8n keeps of it in the execution, and what the node has to know of its order. The table shows how much that is. The rest
is garbage that Node has not collected yet.`,
};
