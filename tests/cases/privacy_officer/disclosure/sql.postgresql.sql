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
  SELECT t1.id AS id, t1.at AS at, t1.actor AS actor, t1.role AS role, t1.purpose AS purpose, t1.policy_revision AS policy_revision, t1.operation AS operation, t1.document_hash AS document_hash, t1.coordinates AS coordinates, t1.visitor_count AS visitor_count, t1.recipient_id AS recipient_id
  FROM disclosure AS t1
  WHERE true
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM disclosure AS t1
      WHERE true
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, to_char(l1.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, l1.actor AS actor, l1.role AS role, l1.purpose AS purpose, l1.policy_revision AS "policyRevision", l1.operation AS operation, l1.document_hash AS "documentHash", CAST (l1.coordinates AS JSON) AS coordinates, l1.visitor_count AS "visitorCount", (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, l2.name AS name
            FROM (
              SELECT t2.id AS id, t2.name AS name
              FROM organization AS t2
              WHERE t2.id = l1.recipient_id
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS recipient
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
