WITH guard AS MATERIALIZED (
  SELECT coalesce((
    SELECT CASE WHEN (access_token.revoked_at IS NOT NULL) THEN 'revoked' WHEN (access_token.expires_at <= $1::TIMESTAMP
    WITH TIME ZONE) THEN 'expired' WHEN (organization.disabled_at IS NOT NULL) THEN 'disabled' WHEN (EXISTS (
      SELECT *
      FROM app_user
      WHERE app_user.id = access_token.user_id
      AND app_user.disabled_at IS NOT NULL
    )) THEN 'disabled' WHEN (NOT (EXISTS (
      SELECT *
      FROM policy_revision
      WHERE policy_revision.active
      AND policy_revision.revision = $2::VARCHAR COLLATE "C"
    ))) THEN 'stale' ELSE 'ok' END AS anon_1
    FROM access_token
    JOIN organization ON organization.id = access_token.organization_id
    WHERE access_token.id = $3::VARCHAR COLLATE "C"
  ), 'unknown') AS verdict
), l1 AS MATERIALIZED (
  SELECT t1.id AS id, t1.reference AS reference, t1.instrument AS instrument, t1.matter AS matter, t1.jurisdiction AS jurisdiction, t1.status AS status, t1.starts_at AS starts_at, t1.expires_at AS expires_at, t1.sealed_until AS sealed_until, t1.created_at AS created_at, t1.authority_id AS authority_id
  FROM legal_request AS t1
  WHERE true
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM legal_request AS t1
      WHERE true
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.reference AS reference, l1.instrument AS instrument, l1.matter AS matter, l1.jurisdiction AS jurisdiction, l1.status AS status, to_char(l1.starts_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "startsAt", to_char(l1.expires_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "expiresAt", to_char(l1.sealed_until, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "sealedUntil", to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt", (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, l2.name AS name
            FROM (
              SELECT t2.id AS id, t2.name AS name
              FROM organization AS t2
              WHERE t2.id = l1.authority_id
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS authority
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
