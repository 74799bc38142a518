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
  SELECT t1.id AS id, t1.purposes AS purposes, t1.categories AS categories, t1.legal_basis AS legal_basis, t1.agreement AS agreement, t1.status AS status, t1.starts_at AS starts_at, t1.expires_at AS expires_at, t1.created_at AS created_at, t1.grantor_id AS grantor_id, t1.recipient_id AS recipient_id, t1.site_id AS site_id
  FROM sharing_grant AS t1
  WHERE true
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM sharing_grant AS t1
      WHERE true
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.purposes AS purposes, l1.categories AS categories, l1.legal_basis AS "legalBasis", l1.agreement AS agreement, l1.status AS status, to_char(l1.starts_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "startsAt", to_char(l1.expires_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "expiresAt", to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt", (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, l2.name AS name
            FROM (
              SELECT t2.id AS id, t2.name AS name
              FROM organization AS t2
              WHERE t2.id = l1.grantor_id
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS grantor, (
          SELECT row_to_json(z.*) AS row_to_json_4
          FROM (
            SELECT l3.id AS id, l3.name AS name
            FROM (
              SELECT t3.id AS id, t3.name AS name
              FROM organization AS t3
              WHERE t3.id = l1.recipient_id
              LIMIT 1
            ) AS l3
          ) AS z
        ) AS recipient, (
          SELECT row_to_json(z.*) AS row_to_json_5
          FROM (
            SELECT l4.id AS id, l4.domain AS domain
            FROM (
              SELECT t4.id AS id, t4.domain AS domain
              FROM site AS t4
              WHERE t4.id = l1.site_id
              LIMIT 1
            ) AS l4
          ) AS z
        ) AS site
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
