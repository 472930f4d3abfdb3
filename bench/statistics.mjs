/** @returns the middle one of some numbers */
export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return Number.isInteger(middle)
		? (sorted[middle - 1] + sorted[middle]) / 2
		: sorted[Math.floor(middle)];
}

/** @returns how many times as much the one is as the other: the median of what the rounds say, each by itself */
export function ratio(rounds, one, other) {
	return median(rounds.map((round) => one(round) / other(round)));
}
