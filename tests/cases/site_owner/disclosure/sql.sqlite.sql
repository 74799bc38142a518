WITH guard AS MATERIALIZED (
  SELECT coalesce((
    SELECT CASE WHEN (access_token.revoked_at IS NOT NULL) THEN 'revoked' WHEN (access_token.expires_at <= :now) THEN 'expired' WHEN (organization.disabled_at IS NOT NULL) THEN 'disabled' WHEN (EXISTS (
      SELECT *
      FROM app_user
      WHERE app_user.id = access_token.user_id
      AND app_user.disabled_at IS NOT NULL
    )) THEN 'disabled' WHEN (NOT (EXISTS (
      SELECT *
      FROM policy_revision
      WHERE policy_revision.active = 1
      AND policy_revision.revision = :revision
    ))) THEN 'stale' ELSE 'ok' END AS anon_1
    FROM access_token
    JOIN organization ON organization.id = access_token.organization_id
    WHERE access_token.id = :token
  ), 'unknown') AS verdict
), l1 AS MATERIALIZED (
  SELECT t1.id AS id, t1.at AS at, t1.actor AS actor, t1.role AS role, t1.purpose AS purpose, t1.policy_revision AS policy_revision, t1.operation AS operation, t1.document_hash AS document_hash, t1.coordinates AS coordinates, t1.visitor_count AS visitor_count, t1.recipient_id AS recipient_id
  FROM disclosure AS t1
  WHERE coalesce(t1.recipient_id = :organization, 0) = 1
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM disclosure AS t1
  WHERE coalesce(t1.recipient_id = :organization, 0) = 1
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'at', l1.at, 'actor', l1.actor, 'role', l1.role, 'purpose', l1.purpose, 'policyRevision', l1.policy_revision, 'operation', l1.operation, 'documentHash', l1.document_hash, 'coordinates', json(l1.coordinates), 'visitorCount', l1.visitor_count, 'recipient', (
    SELECT json_object('id', l2.id, 'name', l2.name) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.name AS name
      FROM organization AS t2
      WHERE t2.id = l1.recipient_id
      AND coalesce(t2.id = :organization, 0) = 1
      LIMIT 1
    ) AS l2
  ))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
