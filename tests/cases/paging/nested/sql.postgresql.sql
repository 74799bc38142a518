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
              FROM visit AS t2
              WHERE t2.visitor_id = l1.id
              AND t2.site_id = l1.site_id
            ) AS "totalCount", array((
              SELECT row_to_json(z.*) AS row_to_json_4
              FROM (
                SELECT translate(encode(convert_to('["b54c47ec"' || ',' || coalesce(CAST (to_json(l3.k0) AS TEXT), 'null') || ',' || coalesce(CAST (to_json(l3.id) AS TEXT), 'null') || ']', 'UTF8'), 'base64'), E '+/=\n', '-_') AS cursor, (
                  SELECT row_to_json(z.*) AS row_to_json_5
                  FROM (
                    SELECT l3.id AS id, to_char(l3.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
                  ) AS z
                ) AS node
                FROM (
                  SELECT to_char(t3.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS k0, t3.id AS id, t3.at AS at
                  FROM visit AS t3
                  WHERE t3.visitor_id = l1.id
                  AND t3.site_id = l1.site_id
                  ORDER BY t3.at DESC, t3.id ASC
                  LIMIT $5::INTEGER
                ) AS l3
              ) AS z
            )) AS edges, (
              SELECT row_to_json(z.*) AS row_to_json_6
              FROM (
                SELECT (
                  SELECT count(*) AS count_2
                  FROM (
                    SELECT p4.k0 AS k0, p4.id AS id, row_number() OVER () AS n
                    FROM (
                      SELECT to_char(t4.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS k0, t4.id AS id
                      FROM visit AS t4
                      WHERE t4.visitor_id = l1.id
                      AND t4.site_id = l1.site_id
                      ORDER BY t4.at DESC, t4.id ASC
                      LIMIT $6::INTEGER
                    ) AS p4
                  ) AS l4
                ) > $5::INTEGER AS "hasNextPage"
              ) AS z
            ) AS "pageInfo"
          ) AS z
        ) AS newest, (
          SELECT row_to_json(z.*) AS row_to_json_7
          FROM (
            SELECT array((
              SELECT row_to_json(z.*) AS row_to_json_8
              FROM (
                SELECT l5.id AS id
                FROM (
                  SELECT p5.id AS id, row_number() OVER () AS n
                  FROM (
                    SELECT t5.id AS id
                    FROM visit AS t5
                    WHERE t5.visitor_id = l1.id
                    AND t5.site_id = l1.site_id
                    ORDER BY t5.at ASC, t5.id DESC
                    LIMIT $7::INTEGER
                  ) AS p5
                  ORDER BY n DESC
                ) AS l5
              ) AS z
            )) AS nodes, (
              SELECT row_to_json(z.*) AS row_to_json_9
              FROM (
                SELECT (
                  SELECT count(*) AS count_3
                  FROM (
                    SELECT p6.k0 AS k0, p6.id AS id, row_number() OVER () AS n
                    FROM (
                      SELECT to_char(t6.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS k0, t6.id AS id
                      FROM visit AS t6
                      WHERE t6.visitor_id = l1.id
                      AND t6.site_id = l1.site_id
                      ORDER BY t6.at ASC, t6.id DESC
                      LIMIT $8::INTEGER
                    ) AS p6
                    ORDER BY n DESC
                  ) AS l6
                ) > $7::INTEGER AS "hasPreviousPage"
              ) AS z
            ) AS "pageInfo"
          ) AS z
        ) AS oldest, (
          SELECT row_to_json(z.*) AS row_to_json_10
          FROM (
            SELECT (
              SELECT count(*) AS count_4
              FROM visit AS t7
              WHERE t7.visitor_id = l1.id
              AND t7.site_id = l1.site_id
              AND coalesce(t7.pages_viewed >= $9::INTEGER, false)
            ) AS "totalCount", array((
              SELECT row_to_json(z.*) AS row_to_json_11
              FROM (
                SELECT l8.id AS id, l8.pages_viewed AS "pagesViewed"
                FROM (
                  SELECT t8.id AS id, t8.pages_viewed AS pages_viewed
                  FROM visit AS t8
                  WHERE t8.visitor_id = l1.id
                  AND t8.site_id = l1.site_id
                  AND coalesce(t8.pages_viewed >= $9::INTEGER, false)
                  ORDER BY t8.id ASC
                  LIMIT 20
                ) AS l8
              ) AS z
            )) AS nodes
          ) AS z
        ) AS "some"
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
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_1
        FROM (
          SELECT CASE WHEN (l9.at IS NOT NULL) THEN '1' ELSE '0' END AS s0
          FROM (
            SELECT t9.at AS at
            FROM visit AS t9
            WHERE t9.visitor_id = l1.id
            AND t9.site_id = l1.site_id
            ORDER BY t9.at DESC, t9.id ASC
            LIMIT $5::INTEGER
          ) AS l9
        ) AS signed
      ) || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_2
        FROM (
          SELECT CASE WHEN (l11.pages_viewed IS NOT NULL) THEN '1' ELSE '0' END AS s0
          FROM (
            SELECT t11.pages_viewed AS pages_viewed
            FROM visit AS t11
            WHERE t11.visitor_id = l1.id
            AND t11.site_id = l1.site_id
            AND coalesce(t11.pages_viewed >= $9::INTEGER, false)
            ORDER BY t11.id ASC
            LIMIT 20
          ) AS l11
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
