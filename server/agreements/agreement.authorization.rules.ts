export type AuthorizationLike = {
  regime: string;
  status: string;
  requestedOn?: string | null;
  grantedOn?: string | null;
  noteFr: string | null;
  noteEn: string | null;
};

/**
 * Where the authorization question stands. A city may not sign with a foreign government or an international
 * organization (M-25.1.1, s. 23), nor with the federal level (M-30, s. 3.11), without being authorized; so the office
 * answers the question for every agreement, even when the answer is that none is required.
 */
export type AuthorizationAnswer = 'none' | 'open' | 'refused' | 'reason_missing' | 'granted' | 'not_required';

/** One authorization's own answer. */
export function answerOf({ status, noteFr, noteEn }: AuthorizationLike): AuthorizationAnswer {
  if (status === 'granted') return 'granted';
  if (status === 'refused') return 'refused';
  if (status !== 'not_required') return 'open';
  return noteFr?.trim() || noteEn?.trim() ? 'not_required' : 'reason_missing';
}

/** The answer to the whole question: the least settled of its parts; granted before not required when all are settled. */
export function authorizationAnswer(authorizations: readonly AuthorizationLike[]): AuthorizationAnswer {
  const answers = authorizations.map(answerOf);
  const order = ['refused', 'open', 'reason_missing', 'granted', 'not_required'] as const;
  return order.find((answer) => answers.includes(answer)) ?? 'none';
}

/** True when nothing stands in the way of signing. */
export function isAuthorizationAnswered(authorizations: readonly AuthorizationLike[]): boolean {
  const answer = authorizationAnswer(authorizations);
  return answer === 'granted' || answer === 'not_required';
}
