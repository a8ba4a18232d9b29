/** A choice of a Combobox. */
export interface Option {
  id: string;
  label: string;
  /** A few words beside it that tell two of the same name apart. */
  detail?: string;
}
