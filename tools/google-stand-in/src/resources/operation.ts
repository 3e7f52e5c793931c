/** The failure of an operation that Google begins well and then cannot finish. */
export interface OperationFailure {
  /** The number that Google gives each status (https://grpc.io/docs/guides/status-codes/). */
  code: number;
  message: string;
}

/** Work that goes on after the request that began it. */
export interface Operation {
  name: string;
  done: boolean;
  response?: object;
  error?: OperationFailure;
}
