/** What a month of a policy used, of everything that has a price. */
export interface Usage {
  /** While calls were answered and instances started, each time rounded up to 100 ms. */
  vcpuSeconds: number;
  gibSeconds: number;
  /** While minimum instances waited. */
  idleVcpuSeconds: number;
  idleGibSeconds: number;
  requests: number;
  schedulerJobs: number;
  imageGigabytes: number;
  sentGib: number;
}
