/** Failure of an operation that Google has accepted but cannot finish. */
export interface OperationFailure {
  /** Google's number of the status (https://grpc.io/docs/guides/status-codes/). */
  code: number;
  message: string;
}

/** Work that continues after the request that started it. */
export interface Operation {
  name: string;
  done: boolean;
  response?: object;
  error?: OperationFailure;
}
