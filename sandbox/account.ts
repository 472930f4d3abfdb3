import { newId } from './ids';

/** The customer whom the key belongs to. */
export interface Account {
	userId: string;
	email: string;
}

/** A customer with an id of this start. */
export function newAccount(): Account {
	return { userId: newId(), email: 'agent@example.com' };
}
