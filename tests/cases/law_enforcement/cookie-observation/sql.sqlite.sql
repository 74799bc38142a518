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
  SELECT m1.id AS id, m1.site_id AS site_id, m1.n AS n, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user.device.cookie ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1 AS h0
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, row_number() OVER () AS n, (
      SELECT group_concat(' ' || CASE WHEN (legal_request.categories IS NULL) THEN '*' ELSE name_of.value END || ' ', '') AS group_concat_1
      FROM legal_request_visitor
      JOIN legal_request ON legal_request.id = legal_request_visitor.legal_request_id LEFT OUTER
      JOIN json_each(legal_request.categories) AS name_of ON 1 = 1
      WHERE legal_request_visitor.site_id = p1.site_id
      AND legal_request.status = 'VERIFIED'
      AND legal_request.authority_id = :organization
      AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
      AND legal_request.starts_at <= :now
      AND legal_request.expires_at > :now
      AND legal_request_visitor.visitor_id = p1.id
    ) AS c0
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id
      FROM visitor AS t1
      WHERE EXISTS (
        SELECT *
        FROM legal_request_visitor, legal_request
        WHERE legal_request_visitor.site_id = t1.site_id
        AND legal_request_visitor.visitor_id = t1.id
        AND legal_request.id = legal_request_visitor.legal_request_id
        AND legal_request.status = 'VERIFIED'
        AND legal_request.authority_id = :organization
        AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
        AND legal_request.starts_at <= :now
        AND legal_request.expires_at > :now
      )
      ORDER BY t1.id ASC
      LIMIT :v0
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'cookies', json_object('totalCount', (
    SELECT count(*) AS count_1
    FROM cookie_observation AS t2
    WHERE t2.visitor_id = l1.id
    AND t2.site_id = l1.site_id
  ), 'nodes', (
    SELECT json_group_array(json_object('id', l3.id, 'name', CASE WHEN l1.h0 THEN l3.name ELSE NULL END, 'firstSeenAt', CASE WHEN l1.h0 THEN l3.first_seen_at ELSE NULL END, 'lastSeenAt', CASE WHEN l1.h0 THEN l3.last_seen_at ELSE NULL END, 'cookie', NULL)) AS json_group_array_2
    FROM (
      SELECT t3.id AS id, t3.name AS name, t3.first_seen_at AS first_seen_at, t3.last_seen_at AS last_seen_at
      FROM cookie_observation AS t3
      WHERE t3.visitor_id = l1.id
      AND t3.site_id = l1.site_id
      ORDER BY t3.id ASC
      LIMIT 20
    ) AS l3
  )))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s2, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN l1.h0 THEN CASE WHEN (l4.name IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h0 THEN CASE WHEN (l4.first_seen_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1, CASE WHEN l1.h0 THEN CASE WHEN (l4.last_seen_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s2
          FROM (
            SELECT t4.name AS name, t4.first_seen_at AS first_seen_at, t4.last_seen_at AS last_seen_at
            FROM cookie_observation AS t4
            WHERE t4.visitor_id = l1.id
            AND t4.site_id = l1.site_id
            ORDER BY t4.id ASC
            LIMIT 20
          ) AS l4
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
