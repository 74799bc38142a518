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
), granted AS MATERIALIZED (
  SELECT sharing_grant.site_id AS site_id, anon_2.value AS category
  FROM sharing_grant LEFT OUTER
  JOIN unnest(sharing_grant.categories) AS anon_2(value) ON true
  WHERE sharing_grant.site_id IS NOT NULL
  AND sharing_grant.recipient_id = $4::VARCHAR COLLATE "C"
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= $1::TIMESTAMP
  WITH TIME ZONE
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > $1::TIMESTAMP
  WITH TIME ZONE)
  AND (sharing_grant.purposes && ARRAY[ 'analytics', 'analytics.reporting' ]) UNION ALL
  SELECT site.id AS id, anon_2.value AS category
  FROM site
  JOIN (sharing_grant LEFT OUTER
  JOIN unnest(sharing_grant.categories) AS anon_2(value) ON true) ON sharing_grant.grantor_id = site.organization_id
  WHERE sharing_grant.site_id IS NULL
  AND sharing_grant.recipient_id = $4::VARCHAR COLLATE "C"
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= $1::TIMESTAMP
  WITH TIME ZONE
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > $1::TIMESTAMP
  WITH TIME ZONE)
  AND (sharing_grant.purposes && ARRAY[ 'analytics', 'analytics.reporting' ])
), l1 AS MATERIALIZED (
  SELECT m1.id AS id, m1.site_id AS site_id, m1.created_at AS created_at, m1.email AS email, m1.restricted_at AS restricted_at, m1.n AS n, coalesce(m1.c0 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false) AS h0, coalesce(m1.c0 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false) AS h1, NOT m1.c4 AS h2, NOT m1.c4
  AND coalesce(m1.c0 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false) AS h3
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.created_at AS created_at, p1.email AS email, p1.restricted_at AS restricted_at, row_number() OVER () AS n, (
      SELECT array_agg(granted.category) AS array_agg_1
      FROM granted
      WHERE granted.site_id = p1.site_id
    ) AS c0, (
      SELECT array_agg(notice_use.category) AS array_agg_2
      FROM notice_use
      WHERE notice_use.site_id = p1.site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.site_id
        AND notice.posted_at <= $1::TIMESTAMP
        WITH TIME ZONE
        AND (notice.posted_at < p1.created_at OR notice.binds_at <= $1::TIMESTAMP
        WITH TIME ZONE)
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c1, (
      SELECT array_agg(notice_use.category) AS array_agg_3
      FROM notice_use
      WHERE notice_use.site_id = p1.site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.site_id
        AND notice.posted_at <= $1::TIMESTAMP
        WITH TIME ZONE
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c2, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_3
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND ($6::BOOLEAN OR p1.site_id IN (
          SELECT site.id
          FROM site
          WHERE site.organization_id = $4::VARCHAR COLLATE "C"
        ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND $5::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
        AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
        FROM consent
        WHERE consent.site_id = p1.site_id
        AND consent.visitor_id = p1.id
        AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
        AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
        GROUP BY consent.regime
      ) AS regimes LEFT OUTER
      JOIN notice_use ON notice_use.site_id = p1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c3, p1.restricted_at IS NOT NULL AS c4
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, t1.created_at AS created_at, t1.email AS email, t1.restricted_at AS restricted_at
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
        SELECT l1.id AS id, CASE WHEN l1.h2 THEN CASE WHEN l1.h0 THEN l1.email WHEN l1.h1 THEN CASE WHEN (strpos(reverse(l1.email), '@') > 1) THEN right(l1.email, strpos(reverse(l1.email), '@') - 1) ELSE NULL END ELSE encode(sha256($7::BYTEA || sha256($8::BYTEA || convert_to(l1.email, 'UTF8'))), 'hex') END ELSE NULL END AS email, array_remove(CAST (ARRAY[CASE WHEN l1.h2 THEN NULL ELSE 'Visitor.email' END] AS TEXT[]), NULL) AS withheld
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_4
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h2 THEN CASE WHEN l1.h0 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END WHEN l1.h1 THEN CASE WHEN (l1.email IS NOT NULL) THEN '6' ELSE '0' END ELSE CASE WHEN (l1.email IS NOT NULL) THEN '9' ELSE '0' END END ELSE '0' END || '1' AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
