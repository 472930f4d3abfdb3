// What the contenders without a node of their own say to the vendor: the form with a photo, and the order for it.
const { createReadStream } = require('node:fs');

const BOUNDARY = 'a-boundary-that-no-photo-holds';
const HEAD = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="image"; filename="photo.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`;
const TAIL = `\r\n--${BOUNDARY}\r\ncontent-disposition: form-data; name="service_name"\r\n\r\nservice-ai-virtual-staging\r\n--${BOUNDARY}--\r\n`;

/**
 * @param photo its file, of `size` bytes
 * @param readAtOnce how many bytes of it are read at once; as many as Node does by itself where it is left out
 * @returns the form's `headers`, and its `body` piece by piece
 */
function photoForm(photo, size, readAtOnce) {
	return {
		headers: {
			'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
			'content-length': HEAD.length + size + TAIL.length,
		},
		body: pieces(photo, readAtOnce),
	};
}

async function* pieces(photo, highWaterMark) {
	yield HEAD;
	yield* createReadStream(photo, { highWaterMark });
	yield TAIL;
}

/** @returns the body of the submit */
function orderOf(order_id) {
	return {
		order_id,
		space_name: 'living-room',
		selected_widgets: [{ id: 'widget-style', item_id: 'item-style' }],
	};
}

module.exports = { photoForm, orderOf };
