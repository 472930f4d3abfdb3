/** @returns whether something can be fetched from `address`: it is whole, and begins with http:// or https:// */
export function isWebAddress(address: string): boolean {
	return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol);
}
