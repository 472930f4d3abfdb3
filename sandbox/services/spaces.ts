import type { Space } from './service';

function space(name: string, title: string, more: Partial<Space> = {}): Space {
	return {
		name,
		title,
		description: `${title} of a home`,
		isActive: true,
		isPremium: false,
		isMultiSpace: false,
		...more,
	};
}

// The vendor's names have odd endings; they are to be sent exactly so.
export const bedroom = space('space-bedroom', 'Bedroom');
export const livingRoom = space('space-living-room', 'Living Room');
export const kitchen = space('space-kitchen--', 'Kitchen');
export const nursery = space('space-nursery-1', 'Nursery');
export const indoor = space('space-indoor--', 'Indoor');
export const outdoor = space('space-outdoor--', 'Outdoor');

/** Rooms that can be furnished. The foyer is not offered at present. */
export const rooms: readonly Space[] = [
	livingRoom,
	bedroom,
	space('space-single-bedroom', 'Single Bedroom'),
	space('space-dining-room', 'Dining Room'),
	kitchen,
	space('space-bathroom--', 'Bathroom'),
	space('space-home-office', 'Home Office'),
	nursery,
	space('space-kids-room-1', 'Kids Room'),
	space('space-studio-1', 'Studio', { isMultiSpace: true }),
	space('space-living-dining-room-1', 'Living + Dining Room', { isMultiSpace: true }),
	space('space-living-bed-room-1', 'Living + Dining + Bedroom', {
		isMultiSpace: true,
		isPremium: true,
	}),
	outdoor,
	space('space-foyer', 'Foyer', { isActive: false }),
];
