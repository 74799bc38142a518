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
  SELECT m1.id AS id, m1.os AS os, m1.site_id AS site_id, m1.n AS n, NOT m1.c0 AS h0
  FROM (
    SELECT p1.id AS id, p1.os AS os, p1.site_id AS site_id, row_number() OVER () AS n, EXISTS (
      SELECT *
      FROM legal_request_visitor, legal_request
      WHERE legal_request_visitor.site_id = p1.site_id
      AND legal_request_visitor.visitor_id = p1.id
      AND legal_request.id = legal_request_visitor.legal_request_id
      AND (legal_request.status = 'VERIFIED' OR legal_request.seconded_by IS NOT NULL)
      AND legal_request.sealed_until > $1::TIMESTAMP
      WITH TIME ZONE
    ) AS c0
    FROM (
      SELECT t1.id AS id, t1.os AS os, t1.site_id AS site_id
      FROM visitor AS t1
      WHERE true
      ORDER BY t1.id ASC
      LIMIT 20
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.os AS os, array_remove(CAST (ARRAY[CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.visits' END] AS TEXT[]), NULL) AS withheld, CASE WHEN l1.h0 THEN (
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
                SELECT l3.id AS id, l3.path AS path
                FROM (
                  SELECT t3.id AS id, t3.path AS path
                  FROM visit AS t3
                  WHERE t3.visitor_id = l1.id
                  AND t3.site_id = l1.site_id
                  ORDER BY t3.id ASC
                  LIMIT 20
                ) AS l3
              ) AS z
            )) AS nodes
          ) AS z
        ) END AS visits
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END || '1' || CASE WHEN l1.h0 THEN (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_1
        FROM (
          SELECT CASE WHEN (l4.path IS NOT NULL) THEN '1' ELSE '0' END AS s0
          FROM (
            SELECT t4.path AS path
            FROM visit AS t4
            WHERE t4.visitor_id = l1.id
            AND t4.site_id = l1.site_id
            ORDER BY t4.id ASC
            LIMIT 20
          ) AS l4
        ) AS signed
      ) ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
