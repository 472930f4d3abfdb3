import type { Catalog } from './catalog';
import { readPicture, readWholePicture, toFaithfulJpeg, toSharp } from './drawing/picture';
import { renderPhoto } from './photos';
import type { Service } from './services/service';

const size = { width: 480, height: 360 };

/** A photo and what a service makes of it, both as files. */
export interface Sample {
	photo: Buffer;
	picture: Buffer;
}

/** Pictures for what nobody uploaded a photo for. Each is drawn once. */
export class Samples {
	private readonly known = new Map<Service, Promise<Sample>>();

	constructor(private readonly catalog: Catalog) {}

	/** A photo that fits the service, and its picture. */
	of(service: Service): Promise<Sample> {
		const known = this.known.get(service) ?? this.make(service);
		this.known.set(service, known);
		return known;
	}

	/**
	 * Draws what the service makes of a photo, with the plainest submit that it takes. Where it works
	 * off masks there are none, and the photo stays as it is.
	 */
	async draw(service: Service, photo: Buffer): Promise<Buffer> {
		if (!service.draw) return await toFaithfulJpeg(toSharp(await readWholePicture(photo)));
		const wish = this.catalog.wish(service, this.catalog.plainSubmit(service), 1);
		return await service.draw(await readPicture(photo), wish);
	}

	private async make(service: Service): Promise<Sample> {
		const photo = await renderPhoto(service.photo, size);
		return { photo, picture: await this.draw(service, photo) };
	}
}
