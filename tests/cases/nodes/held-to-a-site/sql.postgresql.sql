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
  WHERE t1.site_id = any($4::TEXT[])
  ORDER BY t1.id ASC
  LIMIT 20
), l6 AS MATERIALIZED (
  SELECT t6.id AS id
  FROM site AS t6
  WHERE t6.id = any($4::TEXT[])
  ORDER BY t6.id ASC
  LIMIT 20
), l7 AS MATERIALIZED (
  SELECT t7.id AS id
  FROM visitor AS t7
  WHERE t7.id = $5::VARCHAR COLLATE "C"
  AND t7.site_id = any($4::TEXT[])
  LIMIT 1
), l8 AS MATERIALIZED (
  SELECT t8.id AS id, t8.site_id AS site_id
  FROM notice AS t8
  WHERE t8.site_id = any($4::TEXT[])
  ORDER BY t8.id ASC
  LIMIT 20
), l10 AS MATERIALIZED (
  SELECT t10.id AS id, t10.notice_id AS notice_id, t10.site_id AS site_id, t10.visitor_id AS visitor_id
  FROM consent AS t10
  JOIN visitor AS v10 ON v10.site_id = t10.site_id
  AND v10.id = t10.visitor_id
  WHERE t10.site_id = any($4::TEXT[])
  ORDER BY t10.id ASC
  LIMIT 20
), l13 AS MATERIALIZED (
  SELECT t13.id AS id, t13.site_id AS site_id
  FROM sharing_grant AS t13
  WHERE t13.site_id IS NOT NULL
  AND t13.site_id IN (
    SELECT link_site.id
    FROM site AS link_site
    WHERE link_site.id = any($4::TEXT[])
  ) OR t13.site_id IS NULL
  AND t13.grantor_id IN (
    SELECT link_site.organization_id
    FROM site AS link_site
    WHERE link_site.id = any($4::TEXT[])
  )
  ORDER BY t13.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM visitor AS t1
      WHERE t1.site_id = any($4::TEXT[])
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id
            FROM (
              SELECT t2.id AS id
              FROM site AS t2
              WHERE t2.id = l1.site_id
              AND t2.id = any($4::TEXT[])
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS site, (
          SELECT row_to_json(z.*) AS row_to_json_4
          FROM (
            SELECT (
              SELECT count(*) AS count_2
              FROM visit AS t3
              WHERE t3.visitor_id = l1.id
              AND t3.site_id = l1.site_id
              AND t3.site_id = any($4::TEXT[])
            ) AS "totalCount"
          ) AS z
        ) AS visits
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, '' AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_5
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_6
      FROM (
        SELECT l6.id AS id
        FROM l6
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_7
  FROM (
    SELECT l7.id AS id
    FROM l7
  ) AS z
) AS TEXT) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l7.id, 5) || '"]' || ']' AS anon_3
  FROM l7
), '[]') END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_8
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_9
      FROM (
        SELECT l8.id AS id, (
          SELECT row_to_json(z.*) AS row_to_json_10
          FROM (
            SELECT l9.id AS id
            FROM (
              SELECT t9.id AS id
              FROM site AS t9
              WHERE t9.id = l8.site_id
              AND t9.id = any($4::TEXT[])
              LIMIT 1
            ) AS l9
          ) AS z
        ) AS site
        FROM l8
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts3, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_11
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_12
      FROM (
        SELECT l10.id AS id, (
          SELECT row_to_json(z.*) AS row_to_json_13
          FROM (
            SELECT l11.id AS id
            FROM (
              SELECT t11.id AS id
              FROM notice AS t11
              WHERE t11.id = l10.notice_id
              AND t11.site_id = l10.site_id
              AND t11.site_id = any($4::TEXT[])
              LIMIT 1
            ) AS l11
          ) AS z
        ) AS notice
        FROM l10
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body4, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_4
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l10.visitor_id, 5) AS id, '' AS signature
      FROM l10
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts4, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_14
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_15
      FROM (
        SELECT l13.id AS id, (
          SELECT row_to_json(z.*) AS row_to_json_16
          FROM (
            SELECT l14.id AS id
            FROM (
              SELECT t14.id AS id
              FROM site AS t14
              WHERE t14.id = l13.site_id
              AND t14.id = any($4::TEXT[])
              LIMIT 1
            ) AS l14
          ) AS z
        ) AS site
        FROM l13
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body5, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts5
FROM guard
