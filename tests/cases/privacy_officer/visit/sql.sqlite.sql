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
  SELECT p1.id AS id, p1.visitor_id AS visitor_id, p1.site_id AS site_id, row_number() OVER () AS n
  FROM (
    SELECT t1.id AS id, t1.visitor_id AS visitor_id, t1.site_id AS site_id
    FROM visit AS t1
    JOIN visitor AS v1 ON v1.site_id = t1.site_id
    AND v1.id = t1.visitor_id
    WHERE 1 = 1
    ORDER BY t1.id DESC
    LIMIT :v0_more
  ) AS p1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM visit AS t1
  JOIN visitor AS v1 ON v1.site_id = t1.site_id
  AND v1.id = t1.visitor_id
  WHERE 1 = 1
), 'pageInfo', json_object('hasNextPage', CASE (
  SELECT count(*) AS count_2
  FROM l1
) > :v0 WHEN 1 THEN json('true') WHEN 0 THEN json('false') END, 'hasPreviousPage', CASE false WHEN 1 THEN json('true') WHEN 0 THEN json('false') END), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'at', NULL, 'path', NULL, 'referrer', NULL, 'ipAddress', NULL, 'userAgent', NULL, 'os', NULL, 'browser', NULL, 'pagesViewed', NULL, 'secondsSpent', NULL, 'visitor', (
    SELECT json_object('id', l2.id, 'email', l2.email_sha256, 'os', NULL) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.email_sha256 AS email_sha256
      FROM visitor AS t2
      WHERE t2.id = l1.visitor_id
      AND t2.site_id = l1.site_id
      LIMIT 1
    ) AS l2
  ))) AS json_group_array_1
  FROM l1
  WHERE l1.n <= :v0
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l1.visitor_id, 5) AS id, (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_1
        FROM (
          SELECT CASE WHEN (l3.email_sha256 IS NOT NULL) THEN '8' ELSE '0' END AS s0
          FROM (
            SELECT t3.email_sha256 AS email_sha256
            FROM visitor AS t3
            WHERE t3.id = l1.visitor_id
            AND t3.site_id = l1.site_id
            LIMIT 1
          ) AS l3
        ) AS signed
      ) AS signature
      FROM l1
      WHERE l1.n <= :v0
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
