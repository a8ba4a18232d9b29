/** A reason, and what was last proposed for it from the figures. */
export type Reasoned = { reason: string; proposed: string };

/** Nobody wrote it: it is empty, or still what was proposed. */
export const isUntouched = ({ reason, proposed }: Reasoned): boolean => reason.trim() === '' || reason === proposed;

/** A line with what the figures say now; what somebody wrote stays. */
export const withFacts = <L extends Reasoned>(line: L, facts: string): L => (isUntouched(line) ? { ...line, reason: facts, proposed: facts } : line);
