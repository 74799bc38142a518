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
  SELECT t1.id AS id, t1.site_id AS site_id
  FROM visitor AS t1
  WHERE 1 = 1
  ORDER BY t1.id ASC
  LIMIT :v0
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'newest', json_object('totalCount', (
    SELECT count(*) AS count_1
    FROM visit AS t2
    WHERE t2.visitor_id = l1.id
    AND t2.site_id = l1.site_id
  ), 'edges', (
    SELECT json_group_array(json_object('cursor', base64url('["b54c47ec"' || ',' || json_quote(l3.k0) || ',' || json_quote(l3.id) || ']'), 'node', json_object('id', l3.id, 'at', l3.at))) AS json_group_array_2
    FROM (
      SELECT t3.at AS k0, t3.id AS id, t3.at AS at
      FROM visit AS t3
      WHERE t3.visitor_id = l1.id
      AND t3.site_id = l1.site_id
      ORDER BY t3.at DESC, t3.id ASC
      LIMIT :v1
    ) AS l3
  ), 'pageInfo', json_object('hasNextPage', CASE (
    SELECT count(*) AS count_2
    FROM (
      SELECT p4.k0 AS k0, p4.id AS id, row_number() OVER () AS n
      FROM (
        SELECT t4.at AS k0, t4.id AS id
        FROM visit AS t4
        WHERE t4.visitor_id = l1.id
        AND t4.site_id = l1.site_id
        ORDER BY t4.at DESC, t4.id ASC
        LIMIT :v1_more
      ) AS p4
    ) AS l4
  ) > :v1 WHEN 1 THEN json('true') WHEN 0 THEN json('false') END)), 'oldest', json_object('nodes', (
    SELECT json_group_array(json_object('id', l5.id)) AS json_group_array_3
    FROM (
      SELECT p5.id AS id, row_number() OVER () AS n
      FROM (
        SELECT t5.id AS id
        FROM visit AS t5
        WHERE t5.visitor_id = l1.id
        AND t5.site_id = l1.site_id
        ORDER BY t5.at ASC, t5.id DESC
        LIMIT :v2
      ) AS p5
      ORDER BY n DESC
    ) AS l5
  ), 'pageInfo', json_object('hasPreviousPage', CASE (
    SELECT count(*) AS count_3
    FROM (
      SELECT p6.k0 AS k0, p6.id AS id, row_number() OVER () AS n
      FROM (
        SELECT t6.at AS k0, t6.id AS id
        FROM visit AS t6
        WHERE t6.visitor_id = l1.id
        AND t6.site_id = l1.site_id
        ORDER BY t6.at ASC, t6.id DESC
        LIMIT :v2_more
      ) AS p6
      ORDER BY n DESC
    ) AS l6
  ) > :v2 WHEN 1 THEN json('true') WHEN 0 THEN json('false') END)), 'some', json_object('totalCount', (
    SELECT count(*) AS count_4
    FROM visit AS t7
    WHERE t7.visitor_id = l1.id
    AND t7.site_id = l1.site_id
    AND coalesce(t7.pages_viewed >= :v3, 0) = 1
  ), 'nodes', (
    SELECT json_group_array(json_object('id', l8.id, 'pagesViewed', l8.pages_viewed)) AS json_group_array_4
    FROM (
      SELECT t8.id AS id, t8.pages_viewed AS pages_viewed
      FROM visit AS t8
      WHERE t8.visitor_id = l1.id
      AND t8.site_id = l1.site_id
      AND coalesce(t8.pages_viewed >= :v3, 0) = 1
      ORDER BY t8.id ASC
      LIMIT 20
    ) AS l8
  )))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
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
            LIMIT :v1
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
            AND coalesce(t11.pages_viewed >= :v3, 0) = 1
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
