/** The program's log as connectors use it; what belongs to one run goes to `RunContext.log` instead. */
export interface WorkflowLog {
  debug(text: string): void;
  info(text: string): void;
  error(text: string, fault?: unknown): void;
}
