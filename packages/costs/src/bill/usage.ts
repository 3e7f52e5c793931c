/** Usage of a policy in a month, of everything that has a price. */
export interface Usage {
  /** Time in which calls were answered and instances started, each rounded up to 100 ms. */
  vcpuSeconds: number;
  gibSeconds: number;
  /** Time in which minimum instances waited. */
  idleVcpuSeconds: number;
  idleGibSeconds: number;
  requests: number;
  schedulerJobs: number;
  imageGigabytes: number;
  sentGib: number;
}

export const NO_USAGE: Usage = {
  vcpuSeconds: 0,
  gibSeconds: 0,
  idleVcpuSeconds: 0,
  idleGibSeconds: 0,
  requests: 0,
  schedulerJobs: 0,
  imageGigabytes: 0,
  sentGib: 0,
};

/** Adds a usage, multiplied by a count, to another usage. */
export function addUsage(a: Usage, b: Usage, times: number): Usage {
  return {
    vcpuSeconds: a.vcpuSeconds + times * b.vcpuSeconds,
    gibSeconds: a.gibSeconds + times * b.gibSeconds,
    idleVcpuSeconds: a.idleVcpuSeconds + times * b.idleVcpuSeconds,
    idleGibSeconds: a.idleGibSeconds + times * b.idleGibSeconds,
    requests: a.requests + times * b.requests,
    schedulerJobs: a.schedulerJobs + times * b.schedulerJobs,
    imageGigabytes: a.imageGigabytes + times * b.imageGigabytes,
    sentGib: a.sentGib + times * b.sentGib,
  };
}
