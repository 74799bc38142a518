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
  SELECT t1.os AS os, t1.latitude_e6 AS latitude_e6, t1.visit_count AS visit_count, t1.preferences AS preferences, t1.created_at AS created_at, t1.phone AS phone, t1.id AS id, t1.site_id AS site_id
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
        SELECT l1.os AS f0, l1.latitude_e6 * 0.000001 AS f1, l1.visit_count AS f2, CAST (l1.preferences AS JSON) AS f3, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS f4, l1.phone AS f5, l1.id AS f6, l1.os AS f7, l1.latitude_e6 * 0.000001 AS f8, l1.visit_count AS f9, CAST (l1.preferences AS JSON) AS f10, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS f11, l1.phone AS f12, l1.id AS f13, l1.os AS f14, l1.latitude_e6 * 0.000001 AS f15, l1.visit_count AS f16, CAST (l1.preferences AS JSON) AS f17, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS f18, l1.phone AS f19, l1.id AS f20, l1.os AS f21, l1.latitude_e6 * 0.000001 AS f22, l1.visit_count AS f23, CAST (l1.preferences AS JSON) AS f24, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS f25, l1.phone AS f26, l1.id AS f27, l1.os AS f28, l1.latitude_e6 * 0.000001 AS f29, l1.visit_count AS f30, CAST (l1.preferences AS JSON) AS f31, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS f32, l1.phone AS f33, l1.id AS f34, l1.os AS f35, l1.latitude_e6 * 0.000001 AS f36, l1.visit_count AS f37, CAST (l1.preferences AS JSON) AS f38, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS f39, l1.phone AS f40, l1.id AS f41, l1.os AS f42, l1.latitude_e6 * 0.000001 AS f43, l1.visit_count AS f44, CAST (l1.preferences AS JSON) AS f45, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS f46, l1.phone AS f47, l1.id AS f48, l1.os AS f49, l1.latitude_e6 * 0.000001 AS f50, l1.visit_count AS f51, CAST (l1.preferences AS JSON) AS f52, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS f53, l1.phone AS f54, l1.id AS f55, l1.os AS f56, l1.latitude_e6 * 0.000001 AS f57, l1.visit_count AS f58, CAST (l1.preferences AS JSON) AS f59, to_char(l1.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS f60, l1.phone AS f61, l1.id AS f62, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.domain AS s0, l2.domain AS s1, l2.domain AS s2, l2.domain AS s3, l2.domain AS s4, l2.domain AS s5, l2.domain AS s6, l2.domain AS s7, l2.domain AS s8, l2.domain AS s9, l2.domain AS s10, l2.domain AS s11, l2.domain AS s12, l2.domain AS s13, l2.domain AS s14, l2.domain AS s15, l2.domain AS s16, l2.domain AS s17, l2.domain AS s18, l2.domain AS s19, l2.domain AS s20, l2.domain AS s21, l2.domain AS s22, l2.domain AS s23, l2.domain AS s24, l2.domain AS s25, l2.domain AS s26, l2.domain AS s27, l2.domain AS s28, l2.domain AS s29, l2.domain AS s30, l2.domain AS s31, l2.domain AS s32, l2.domain AS s33, l2.domain AS s34, l2.domain AS s35, l2.domain AS s36, l2.domain AS s37, l2.domain AS s38, l2.domain AS s39, l2.domain AS s40, l2.domain AS s41, l2.domain AS s42, l2.domain AS s43, l2.domain AS s44, l2.domain AS s45, l2.domain AS s46, l2.domain AS s47, l2.domain AS s48, l2.domain AS s49, l2.domain AS s50, l2.domain AS s51, l2.domain AS s52, l2.domain AS s53, l2.domain AS s54, l2.domain AS s55, l2.domain AS s56, l2.domain AS s57, l2.domain AS s58, l2.domain AS s59, l2.domain AS s60
            FROM (
              SELECT t2.domain AS domain
              FROM site AS t2
              WHERE t2.id = l1.site_id
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS site
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.latitude_e6 IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.preferences IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
