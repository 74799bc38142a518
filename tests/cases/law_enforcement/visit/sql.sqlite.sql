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
  SELECT p1.id AS id, p1.at AS at, p1.path AS path, p1.referrer AS referrer, p1.ip_address AS ip_address, p1.user_agent AS user_agent, p1.os AS os, p1.browser AS browser, p1.pages_viewed AS pages_viewed, p1.seconds_spent AS seconds_spent, p1.visitor_id AS visitor_id, p1.site_id AS site_id, row_number() OVER () AS n
  FROM (
    SELECT t1.id AS id, t1.at AS at, t1.path AS path, t1.referrer AS referrer, t1.ip_address AS ip_address, t1.user_agent AS user_agent, t1.os AS os, t1.browser AS browser, t1.pages_viewed AS pages_viewed, t1.seconds_spent AS seconds_spent, t1.visitor_id AS visitor_id, t1.site_id AS site_id
    FROM visit AS t1
    JOIN visitor AS v1 ON v1.site_id = t1.site_id
    AND v1.id = t1.visitor_id
    WHERE (EXISTS (
      SELECT *
      FROM legal_request_visitor, legal_request
      WHERE legal_request_visitor.site_id = v1.site_id
      AND legal_request_visitor.visitor_id = v1.id
      AND legal_request.id = legal_request_visitor.legal_request_id
      AND legal_request.status = 'VERIFIED'
      AND legal_request.authority_id = :organization
      AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
      AND legal_request.starts_at <= :now
      AND legal_request.expires_at > :now
    ))
    AND (EXISTS (
      SELECT *
      FROM legal_request_visitor, legal_request
      WHERE legal_request_visitor.site_id = v1.site_id
      AND legal_request_visitor.visitor_id = v1.id
      AND legal_request.id = legal_request_visitor.legal_request_id
      AND legal_request.status = 'VERIFIED'
      AND legal_request.authority_id = :organization
      AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
      AND legal_request.starts_at <= :now
      AND legal_request.expires_at > :now
    ))
    ORDER BY t1.id DESC
    LIMIT :v0_more
  ) AS p1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM visit AS t1
  JOIN visitor AS v1 ON v1.site_id = t1.site_id
  AND v1.id = t1.visitor_id
  WHERE (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v1.site_id
    AND legal_request_visitor.visitor_id = v1.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = :organization
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= :now
    AND legal_request.expires_at > :now
  ))
  AND (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v1.site_id
    AND legal_request_visitor.visitor_id = v1.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = :organization
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= :now
    AND legal_request.expires_at > :now
  ))
), 'pageInfo', json_object('hasNextPage', CASE (
  SELECT count(*) AS count_2
  FROM l1
) > :v0 WHEN 1 THEN json('true') WHEN 0 THEN json('false') END, 'hasPreviousPage', CASE false WHEN 1 THEN json('true') WHEN 0 THEN json('false') END), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'at', l1.at, 'path', l1.path, 'referrer', l1.referrer, 'ipAddress', l1.ip_address, 'userAgent', l1.user_agent, 'os', l1.os, 'browser', l1.browser, 'pagesViewed', l1.pages_viewed, 'secondsSpent', l1.seconds_spent, 'visitor', (
    SELECT json_object('id', l2.id, 'email', l2.email, 'os', l2.os) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.email AS email, t2.os AS os
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
      SELECT DISTINCT substr(l1.visitor_id, 5) AS id, CASE WHEN (l1.path IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.referrer IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.ip_address IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.user_agent IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.browser IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.pages_viewed IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.seconds_spent IS NOT NULL) THEN '1' ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN (l3.email IS NOT NULL) THEN '1' ELSE '0' END AS s0, CASE WHEN (l3.os IS NOT NULL) THEN '1' ELSE '0' END AS s1
          FROM (
            SELECT t3.email AS email, t3.os AS os
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
