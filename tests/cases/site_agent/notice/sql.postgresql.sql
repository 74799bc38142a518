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
  SELECT t1.id AS id, t1.version AS version, t1.language AS language, t1.url AS url, t1.content_hash AS content_hash, t1.material AS material, t1.posted_at AS posted_at, t1.binds_at AS binds_at, t1.site_id AS site_id
  FROM notice AS t1
  WHERE t1.site_id = any($4::TEXT[])
  AND t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $5::VARCHAR COLLATE "C"
  )
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM notice AS t1
      WHERE t1.site_id = any($4::TEXT[])
      AND t1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $5::VARCHAR COLLATE "C"
      )
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.version AS version, l1.language AS language, l1.url AS url, l1.content_hash AS "contentHash", l1.material AS material, to_char(l1.posted_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "postedAt", to_char(l1.binds_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "bindsAt", (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, l2.name AS name
            FROM (
              SELECT t2.id AS id, t2.name AS name
              FROM site AS t2
              WHERE t2.id = l1.site_id
              AND t2.id = any($4::TEXT[])
              AND t2.id IN (
                SELECT site.id
                FROM site
                WHERE site.organization_id = $5::VARCHAR COLLATE "C"
              )
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS site
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
