import { command, query } from '#database/query.ts'
import type {
  DeleteSavedView,
  InsertSavedView,
  LockSavedViews,
  OwnSavedViews,
  SavedViewsSeen,
  UpdateSavedView,
} from './queries.generated.ts'

/** The CSR's own, and those that others share with a group that the CSR is in now. */
export const savedViewsSeen = query<SavedViewsSeen>(
  'saved-views-seen',
  `SELECT v.saved_view_id, v.name, v.csr_group, v.terms, v.columns, v.version, v.csr_id = $csrId::text AS "is_own!",
     u.display_name AS owner_name
   FROM saved_views v JOIN csr_users u ON u.csr_id = v.csr_id
   WHERE v.csr_id = $csrId OR v.csr_group IN (
     SELECT m.csr_group FROM group_memberships m
     WHERE m.csr_id = $csrId AND m.effective_from <= current_instant() AND m.effective_to > current_instant())
   ORDER BY lower(v.name), v.saved_view_id`,
)

/** One change of a CSR's views at a time: names and their number are looked at before. */
export const lockSavedViews = query<LockSavedViews>(
  'lock-saved-views',
  'SELECT pg_advisory_xact_lock(hashtextextended($csrId::text, 7310))',
)

export const ownSavedViews = query<OwnSavedViews>(
  'own-saved-views',
  'SELECT saved_view_id, name, csr_group, terms, columns, version FROM saved_views WHERE csr_id = $csrId',
)

export const insertSavedView = command<InsertSavedView, 'saved-view:add'>(
  'insert-saved-view',
  `INSERT INTO saved_views (csr_id, csr_group, name, terms, columns, created_at, updated_at)
   VALUES ($csrId, $csrGroup, $name, $terms, $columns, current_instant(), current_instant())
   RETURNING saved_view_id, version`,
)

export const updateSavedView = command<UpdateSavedView, 'saved-view:change'>(
  'update-saved-view',
  `UPDATE saved_views SET csr_group = $csrGroup, name = $name, terms = $terms, columns = $columns,
     updated_at = current_instant(), version = version + 1
   WHERE saved_view_id = $savedViewId AND csr_id = $csrId RETURNING version`,
)

export const deleteSavedView = command<DeleteSavedView, 'saved-view:change'>(
  'delete-saved-view',
  'DELETE FROM saved_views WHERE saved_view_id = $savedViewId AND csr_id = $csrId',
)
