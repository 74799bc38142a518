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
  SELECT m1.id AS id, m1.site_id AS site_id, m1.email AS email, m1.n AS n, coalesce(m1.c0 && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false) AS h0
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.email AS email, row_number() OVER () AS n, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_2
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND ($4::BOOLEAN OR p1.site_id IN (
          SELECT site.id
          FROM site
          WHERE site.organization_id = $5::VARCHAR COLLATE "C"
        ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND $6::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
        AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
        FROM consent
        WHERE consent.site_id = p1.site_id
        AND consent.visitor_id = p1.id
        AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
        AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
        GROUP BY consent.regime
      ) AS regimes LEFT OUTER
      JOIN notice_use ON notice_use.site_id = p1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = $6::VARCHAR COLLATE "C"
      AND notice_use.purpose IN ('marketing.communications', 'marketing')
    ) AS c0
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, t1.email AS email
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
    SELECT (
      SELECT count(*) AS count_1
      FROM visitor AS t1
      WHERE true
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, CASE WHEN l1.h0 THEN l1.email ELSE NULL END AS email, array_remove(CAST (ARRAY[CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.email' END] AS TEXT[]), NULL) AS withheld
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_3
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
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
