/**
 * SQL: whether a task has a delivery that the customer information system (CIS) has not answered. Such a task is being told, and
 * the policy refuses to take it back.
 */
export const hasWaitingDelivery = (taskId: string) =>
  `EXISTS (SELECT 1 FROM cis_deliveries d WHERE d.self_service_task_id = ${taskId} AND d.state = 'waiting')`
