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
  SELECT t1.id AS id, t1.site_id AS site_id
  FROM visitor AS t1
  WHERE true
  ORDER BY t1.id ASC
  LIMIT $4::INTEGER
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT (
              SELECT count(*) AS count_1
              FROM cookie_observation AS t2
              WHERE t2.visitor_id = l1.id
              AND t2.site_id = l1.site_id
            ) AS "totalCount", array((
              SELECT row_to_json(z.*) AS row_to_json_4
              FROM (
                SELECT l3.id AS id, l3.name AS name, to_char(l3.first_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "firstSeenAt", to_char(l3.last_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastSeenAt", (
                  SELECT row_to_json(z.*) AS row_to_json_5
                  FROM (
                    SELECT l4.id AS id, l4.category AS category
                    FROM (
                      SELECT t4.id AS id, t4.category AS category
                      FROM cookie AS t4
                      WHERE t4.id = l3.cookie_id
                      AND t4.site_id = l3.site_id
                      LIMIT 1
                    ) AS l4
                  ) AS z
                ) AS cookie
                FROM (
                  SELECT t3.id AS id, t3.name AS name, t3.first_seen_at AS first_seen_at, t3.last_seen_at AS last_seen_at, t3.cookie_id AS cookie_id, t3.site_id AS site_id
                  FROM cookie_observation AS t3
                  WHERE t3.visitor_id = l1.id
                  AND t3.site_id = l1.site_id
                  ORDER BY t3.id ASC
                  LIMIT 20
                ) AS l3
              ) AS z
            )) AS nodes
          ) AS z
        ) AS cookies
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s2, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN (l5.name IS NOT NULL) THEN '1' ELSE '0' END AS s0, CASE WHEN (l5.first_seen_at IS NOT NULL) THEN '1' ELSE '0' END AS s1, CASE WHEN (l5.last_seen_at IS NOT NULL) THEN '1' ELSE '0' END AS s2
          FROM (
            SELECT t5.name AS name, t5.first_seen_at AS first_seen_at, t5.last_seen_at AS last_seen_at
            FROM cookie_observation AS t5
            WHERE t5.visitor_id = l1.id
            AND t5.site_id = l1.site_id
            ORDER BY t5.id ASC
            LIMIT 20
          ) AS l5
        ) AS signed
      ) AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
