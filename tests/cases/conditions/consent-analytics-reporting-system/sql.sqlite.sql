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
  SELECT m1.id AS id, m1.site_id AS site_id, m1.email AS email, m1.n AS n, coalesce(instr(m1.c0, ' * ') > 0 OR instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.email ') > 0, 0) = 1 AS h0
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.email AS email, row_number() OVER () AS n, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting.system') THEN '00' WHEN (consent.purpose = 'analytics.reporting') THEN '01' WHEN (consent.purpose = 'analytics') THEN '02' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > :now)
        AND (:is_operator = 1 OR p1.site_id IN (
          SELECT site.id
          FROM site
          WHERE site.organization_id = :organization
        ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > :now)
        AND (EXISTS (
          SELECT name_of.value
          FROM json_each(consent.recipients) AS name_of
          WHERE name_of.value = :kind
        ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, 0 AS below
        FROM consent
        WHERE consent.site_id = p1.site_id
        AND consent.visitor_id = p1.id
        AND consent.purpose IN ('analytics.reporting.system', 'analytics.reporting', 'analytics')
        AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
        GROUP BY consent.regime
      ) AS regimes LEFT OUTER
      JOIN notice_use ON notice_use.site_id = p1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting.system', 'analytics.reporting', 'analytics')
    ) AS c0
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, t1.email AS email
      FROM visitor AS t1
      WHERE 1 = 1
      ORDER BY t1.id ASC
      LIMIT 20
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM visitor AS t1
  WHERE 1 = 1
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'email', CASE WHEN l1.h0 THEN l1.email ELSE NULL END, 'withheld', (
    SELECT json_group_array(present.value) AS json_group_array_2
    FROM json_each(json_array(CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.email' END)) AS present
    WHERE present.value IS NOT NULL
  ))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_3
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || '1' AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
