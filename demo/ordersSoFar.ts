import type { Sandbox } from '../sandbox';

/** How far the sandbox is with the photos it was sent, in a line. */
export function ordersSoFar({ orders }: Sandbox): string {
	const submitted = orders.filter(({ submits }) => submits > 0).length;
	const finished = orders.filter(({ generated_images: images }) => images.some(({ src }) => src));
	return `${orders.length} uploaded, ${submitted} ordered, ${finished.length} finished`;
}
