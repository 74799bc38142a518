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
  SELECT m1.id AS id, m1.site_id AS site_id, m1.email AS email, m1.os AS os, m1.created_at AS created_at, m1.n AS n, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.email ') > 0, 0) = 1 AS h0, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1 AS h1, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' system ') > 0 OR instr(m1.c0, ' system.operations ') > 0, 0) = 1 AS h2, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.privacy_preferences ') > 0, 0) = 1 AS h3
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.email AS email, p1.os AS os, p1.created_at AS created_at, row_number() OVER () AS n, (
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
      SELECT t1.id AS id, t1.site_id AS site_id, t1.email AS email, t1.os AS os, t1.created_at AS created_at
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
      LIMIT 20
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
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
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'email', CASE WHEN l1.h0 THEN l1.email ELSE NULL END, 'os', CASE WHEN l1.h1 THEN l1.os ELSE NULL END, 'createdAt', CASE WHEN l1.h2 THEN l1.created_at ELSE NULL END, 'withheld', CASE WHEN l1.h3 THEN (
    SELECT json_group_array(present.value) AS json_group_array_2
    FROM json_each(json_array(CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.email' END, CASE WHEN l1.h1 THEN NULL ELSE 'Visitor.os' END, CASE WHEN l1.h2 THEN NULL ELSE 'Visitor.createdAt' END, CASE WHEN l1.h3 THEN NULL ELSE 'Visitor.withheld' END)) AS present
    WHERE present.value IS NOT NULL
  ) ELSE NULL END, 'site', (
    SELECT json_object('id', l2.id, 'domain', CASE WHEN l2.h0 THEN l2.domain ELSE NULL END) AS json_object_1
    FROM (
      SELECT m2.id AS id, m2.domain AS domain, m2.n AS n, coalesce(instr(m2.c0, ' * ') > 0 OR instr(m2.c0, ' system ') > 0 OR instr(m2.c0, ' system.operations ') > 0, 0) = 1 AS h0
      FROM (
        SELECT p2.id AS id, p2.domain AS domain, row_number() OVER () AS n, (
          SELECT group_concat(' ' || CASE WHEN (legal_request.categories IS NULL) THEN '*' ELSE name_of.value END || ' ', '') AS group_concat_2
          FROM legal_request_visitor
          JOIN legal_request ON legal_request.id = legal_request_visitor.legal_request_id LEFT OUTER
          JOIN json_each(legal_request.categories) AS name_of ON 1 = 1
          WHERE legal_request_visitor.site_id = p2.id
          AND legal_request.status = 'VERIFIED'
          AND legal_request.authority_id = :organization
          AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
          AND legal_request.starts_at <= :now
          AND legal_request.expires_at > :now
        ) AS c0
        FROM (
          SELECT t2.id AS id, t2.domain AS domain
          FROM site AS t2
          WHERE t2.id = l1.site_id
          AND t2.id IN (
            SELECT legal_request_visitor.site_id
            FROM legal_request_visitor, legal_request
            WHERE legal_request.id = legal_request_visitor.legal_request_id
            AND legal_request.status = 'VERIFIED'
            AND legal_request.authority_id = :organization
            AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
            AND legal_request.starts_at <= :now
            AND legal_request.expires_at > :now
          )
          LIMIT 1
        ) AS p2
      ) AS m2
    ) AS l2
  ), 'consents', json_object('nodes', (
    SELECT json_group_array(json_object('id', l3.id, 'purpose', CASE WHEN l1.h3 THEN l3.purpose ELSE NULL END)) AS json_group_array_3
    FROM (
      SELECT t3.id AS id, t3.purpose AS purpose
      FROM consent AS t3
      WHERE t3.visitor_id = l1.id
      AND t3.site_id = l1.site_id
      ORDER BY t3.id ASC
      LIMIT :v0
    ) AS l3
  )))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h2 THEN CASE WHEN (l1.created_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h3 THEN '1' ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_1
        FROM (
          SELECT CASE WHEN l1.h3 THEN CASE WHEN (l4.purpose IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0
          FROM (
            SELECT t4.purpose AS purpose
            FROM consent AS t4
            WHERE t4.visitor_id = l1.id
            AND t4.site_id = l1.site_id
            ORDER BY t4.id ASC
            LIMIT :v0
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
