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
  SELECT t1.id AS id, t1.reference AS reference, t1.instrument AS instrument, t1.matter AS matter, t1.jurisdiction AS jurisdiction, t1.status AS status, t1.starts_at AS starts_at, t1.expires_at AS expires_at, t1.sealed_until AS sealed_until, t1.created_at AS created_at, t1.authority_id AS authority_id
  FROM legal_request AS t1
  WHERE 1 = 1
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM legal_request AS t1
  WHERE 1 = 1
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'reference', l1.reference, 'instrument', l1.instrument, 'matter', l1.matter, 'jurisdiction', l1.jurisdiction, 'status', l1.status, 'startsAt', l1.starts_at, 'expiresAt', l1.expires_at, 'sealedUntil', l1.sealed_until, 'createdAt', l1.created_at, 'authority', (
    SELECT json_object('id', l2.id, 'name', l2.name) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.name AS name
      FROM organization AS t2
      WHERE t2.id = l1.authority_id
      LIMIT 1
    ) AS l2
  ))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
