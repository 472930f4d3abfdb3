/** The request of every order: the one that costs money. */
export const SUBMIT = { method: 'POST', url: '/v1/order' } as const;
