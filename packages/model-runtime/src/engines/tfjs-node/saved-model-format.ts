/**
 * The parts of the SavedModel format that this runtime reads, for other readers.
 *
 * @module
 */
export { DATA_TYPE_NAMES, DATA_TYPES, type DataTypeName, valueDataType } from './data-type.ts';
export {
  encodeEntry,
  encodeField,
  entriesOf,
  type Field,
  fieldsOf,
  joinBytes,
  messagesOf,
  stringOf,
} from './protobuf.ts';
export { FIELDS } from './saved-model-fields.ts';
export { INTERNAL_SIGNATURE, readSignatures } from './saved-model-signatures.ts';
export { chooseGraph, SERVING_TAG, withServing } from './served-graph.ts';
