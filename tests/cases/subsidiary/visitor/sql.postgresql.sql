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
  SELECT m1.id AS id, m1.site_id AS site_id, m1.created_at AS created_at, m1.external_id AS external_id, m1.email AS email, m1.first_name AS first_name, m1.last_name AS last_name, m1.phone AS phone, m1.street_address AS street_address, m1.city AS city, m1.region AS region, m1.postal_code AS postal_code, m1.country AS country, m1.social_network AS social_network, m1.social_handle AS social_handle, m1.ip_address AS ip_address, m1.device_type AS device_type, m1.hardware AS hardware, m1.os AS os, m1.browser AS browser, m1.device_id AS device_id, m1.mac_address AS mac_address, m1.geo_country AS geo_country, m1.geo_region AS geo_region, m1.geo_city AS geo_city, m1.latitude_e6 AS latitude_e6, m1.longitude_e6 AS longitude_e6, m1.gender AS gender, m1.birth_year AS birth_year, m1.first_seen_at AS first_seen_at, m1.last_seen_at AS last_seen_at, m1.visit_count AS visit_count, m1.n AS n, coalesce(m1.c0 && ARRAY[ 'user', 'user.unique_id' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.unique_id' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.unique_id' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.unique_id' ], false) AS h0, coalesce(m1.c0 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false) AS h1, coalesce(m1.c0 && ARRAY[ 'personal_data', 'profile', 'user', 'user.name', 'user.name.first' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'profile', 'user', 'user.name', 'user.name.first' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'profile', 'user', 'user.name', 'user.name.first' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.name', 'user.name.first' ], false) AS h2, coalesce(m1.c0 && ARRAY[ 'personal_data', 'profile', 'user', 'user.name', 'user.name.last' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'profile', 'user', 'user.name', 'user.name.last' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'profile', 'user', 'user.name', 'user.name.last' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.name', 'user.name.last' ], false) AS h3, coalesce(m1.c0 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.phone_number' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.phone_number' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.phone_number' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.phone_number' ], false) AS h4, coalesce(m1.c0 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.street' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.street' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.street' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.street' ], false) AS h5, coalesce(m1.c0 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.city' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.city' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.city' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.city' ], false) AS h6, coalesce(m1.c0 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.state' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.state' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.state' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.state' ], false) AS h7, coalesce(m1.c0 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.postal_code' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.postal_code' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.postal_code' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.postal_code' ], false) AS h8, coalesce(m1.c0 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.country' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.country' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.country' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.contact', 'user.contact.address', 'user.contact.address.country' ], false) AS h9, coalesce(m1.c0 && ARRAY[ 'personal_data', 'profile', 'user', 'user.social' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'personal_data', 'profile', 'user', 'user.social' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'personal_data', 'profile', 'user', 'user.social' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'personal_data', 'profile', 'user', 'user.social' ], false) AS h10, coalesce(m1.c0 && ARRAY[ 'user', 'user.device', 'user.device.ip_address', 'user_data' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.device', 'user.device.ip_address', 'user_data' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.device', 'user.device.ip_address', 'user_data' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.device', 'user.device.ip_address', 'user_data' ], false) AS h11, coalesce(m1.c0 && ARRAY[ 'user', 'user.device', 'user_data' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.device', 'user_data' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.device', 'user_data' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.device', 'user_data' ], false) AS h12, coalesce(m1.c0 && ARRAY[ 'user', 'user.device', 'user.device.device_id', 'user_data' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.device', 'user.device.device_id', 'user_data' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.device', 'user.device.device_id', 'user_data' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.device', 'user.device.device_id', 'user_data' ], false) AS h13, coalesce(m1.c0 && ARRAY[ 'user', 'user.location', 'user.location.imprecise', 'user_data' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.location', 'user.location.imprecise', 'user_data' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.location', 'user.location.imprecise', 'user_data' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.location', 'user.location.imprecise', 'user_data' ], false) AS h14, coalesce(m1.c0 && ARRAY[ 'user', 'user.location', 'user.location.precise', 'user_data' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.location', 'user.location.precise', 'user_data' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.location', 'user.location.precise', 'user_data' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.location', 'user.location.precise', 'user_data' ], false) AS h15, coalesce(m1.c0 && ARRAY[ 'user', 'user.demographic', 'user.demographic.gender', 'user_data' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.demographic', 'user.demographic.gender', 'user_data' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.demographic', 'user.demographic.gender', 'user_data' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.demographic', 'user.demographic.gender', 'user_data' ], false) AS h16, coalesce(m1.c0 && ARRAY[ 'user', 'user.demographic', 'user.demographic.date_of_birth', 'user_data' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.demographic', 'user.demographic.date_of_birth', 'user_data' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.demographic', 'user.demographic.date_of_birth', 'user_data' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.demographic', 'user.demographic.date_of_birth', 'user_data' ], false) AS h17, coalesce(m1.c0 && ARRAY[ 'user', 'user.demographic', 'user.demographic.age_range', 'user_data' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.demographic', 'user.demographic.age_range', 'user_data' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.demographic', 'user.demographic.age_range', 'user_data' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.demographic', 'user.demographic.age_range', 'user_data' ], false) AS h18, coalesce(m1.c0 && ARRAY[ 'user', 'user.behavior', 'user.behavior.browsing_history' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.behavior', 'user.behavior.browsing_history' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.behavior', 'user.behavior.browsing_history' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.behavior', 'user.behavior.browsing_history' ], false) AS h19, coalesce(m1.c0 && ARRAY[ 'user', 'user.privacy_preferences' ], false)
  AND coalesce(m1.c1 && ARRAY[ 'user', 'user.privacy_preferences' ], false)
  AND coalesce(m1.c2 && ARRAY[ 'user', 'user.privacy_preferences' ], false)
  AND coalesce(m1.c3 && ARRAY[ '*', 'user', 'user.privacy_preferences' ], false) AS h20
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.created_at AS created_at, p1.external_id AS external_id, p1.email AS email, p1.first_name AS first_name, p1.last_name AS last_name, p1.phone AS phone, p1.street_address AS street_address, p1.city AS city, p1.region AS region, p1.postal_code AS postal_code, p1.country AS country, p1.social_network AS social_network, p1.social_handle AS social_handle, p1.ip_address AS ip_address, p1.device_type AS device_type, p1.hardware AS hardware, p1.os AS os, p1.browser AS browser, p1.device_id AS device_id, p1.mac_address AS mac_address, p1.geo_country AS geo_country, p1.geo_region AS geo_region, p1.geo_city AS geo_city, p1.latitude_e6 AS latitude_e6, p1.longitude_e6 AS longitude_e6, p1.gender AS gender, p1.birth_year AS birth_year, p1.first_seen_at AS first_seen_at, p1.last_seen_at AS last_seen_at, p1.visit_count AS visit_count, row_number() OVER () AS n, (
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
    ) AS c3
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, t1.created_at AS created_at, t1.external_id AS external_id, t1.email AS email, t1.first_name AS first_name, t1.last_name AS last_name, t1.phone AS phone, t1.street_address AS street_address, t1.city AS city, t1.region AS region, t1.postal_code AS postal_code, t1.country AS country, t1.social_network AS social_network, t1.social_handle AS social_handle, t1.ip_address AS ip_address, t1.device_type AS device_type, t1.hardware AS hardware, t1.os AS os, t1.browser AS browser, t1.device_id AS device_id, t1.mac_address AS mac_address, t1.geo_country AS geo_country, t1.geo_region AS geo_region, t1.geo_city AS geo_city, t1.latitude_e6 AS latitude_e6, t1.longitude_e6 AS longitude_e6, t1.gender AS gender, t1.birth_year AS birth_year, t1.first_seen_at AS first_seen_at, t1.last_seen_at AS last_seen_at, t1.visit_count AS visit_count
      FROM visitor AS t1
      WHERE t1.restricted_at IS NULL
      AND t1.site_id IN (
        SELECT granted.site_id
        FROM granted
      )
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= $1::TIMESTAMP
          WITH TIME ZONE)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND NOT ((EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'visitor'
        AND opt_out.key = t1.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out.key = t1.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = t1.site_id
        AND visitor_alias.visitor_id = t1.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out.key = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )))
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = t1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, false) AS coalesce_1
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($6::BOOLEAN OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $4::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $5::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
      ORDER BY t1.id ASC
      LIMIT $7::INTEGER
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM visitor AS t1
      WHERE t1.restricted_at IS NULL
      AND t1.site_id IN (
        SELECT granted.site_id
        FROM granted
      )
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= $1::TIMESTAMP
          WITH TIME ZONE)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND (
        SELECT 1
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= $1::TIMESTAMP
          WITH TIME ZONE
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND NOT ((EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'visitor'
        AND opt_out.key = t1.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out.key = t1.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = t1.site_id
        AND visitor_alias.visitor_id = t1.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out.key = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )))
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = t1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = $5::VARCHAR COLLATE "C"
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, false) AS coalesce_1
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($6::BOOLEAN OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $4::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $5::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, CASE WHEN l1.h0 THEN encode(sha256($8::BYTEA || sha256($9::BYTEA || convert_to(l1.external_id, 'UTF8'))), 'hex') ELSE NULL END AS "externalId", NULL AS identifiers, NULL AS "createdAt", NULL AS "updatedAt", CASE WHEN l1.h1 THEN l1.email ELSE NULL END AS email, CASE WHEN l1.h2 THEN l1.first_name ELSE NULL END AS "firstName", CASE WHEN l1.h3 THEN l1.last_name ELSE NULL END AS "lastName", CASE WHEN l1.h4 THEN l1.phone ELSE NULL END AS phone, CASE WHEN l1.h5 THEN l1.street_address ELSE NULL END AS "streetAddress", CASE WHEN l1.h6 THEN l1.city ELSE NULL END AS city, CASE WHEN l1.h7 THEN l1.region ELSE NULL END AS region, CASE WHEN l1.h8 THEN l1.postal_code ELSE NULL END AS "postalCode", CASE WHEN l1.h9 THEN l1.country ELSE NULL END AS country, CASE WHEN l1.h10 THEN l1.social_network ELSE NULL END AS "socialNetwork", CASE WHEN l1.h10 THEN l1.social_handle ELSE NULL END AS "socialHandle", CASE WHEN l1.h11 THEN l1.ip_address ELSE NULL END AS "ipAddress", CASE WHEN l1.h12 THEN l1.device_type ELSE NULL END AS "deviceType", CASE WHEN l1.h12 THEN l1.hardware ELSE NULL END AS hardware, CASE WHEN l1.h12 THEN l1.os ELSE NULL END AS os, CASE WHEN l1.h12 THEN l1.browser ELSE NULL END AS browser, CASE WHEN l1.h13 THEN l1.device_id ELSE NULL END AS "deviceId", CASE WHEN l1.h13 THEN l1.mac_address ELSE NULL END AS "macAddress", CASE WHEN l1.h14 THEN l1.geo_country ELSE NULL END AS "geoCountry", CASE WHEN l1.h14 THEN l1.geo_region ELSE NULL END AS "geoRegion", CASE WHEN l1.h14 THEN l1.geo_city ELSE NULL END AS "geoCity", CASE WHEN l1.h15 THEN l1.latitude_e6 * 0.000001 ELSE NULL END AS latitude, CASE WHEN l1.h15 THEN l1.longitude_e6 * 0.000001 ELSE NULL END AS longitude, CASE WHEN l1.h16 THEN l1.gender ELSE NULL END AS gender, CASE WHEN l1.h17 THEN l1.birth_year ELSE NULL END AS "birthYear", CASE WHEN l1.h18 THEN CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN ($10::INTEGER - l1.birth_year < 18) THEN 'UNDER_18' WHEN ($10::INTEGER - l1.birth_year < 25) THEN '18_24' WHEN ($10::INTEGER - l1.birth_year < 35) THEN '25_34' WHEN ($10::INTEGER - l1.birth_year < 45) THEN '35_44' WHEN ($10::INTEGER - l1.birth_year < 55) THEN '45_54' WHEN ($10::INTEGER - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END ELSE NULL END AS "ageBand", NULL AS preferences, CASE WHEN l1.h19 THEN to_char(l1.first_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS "firstSeenAt", CASE WHEN l1.h19 THEN to_char(l1.last_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS "lastSeenAt", CASE WHEN l1.h19 THEN l1.visit_count ELSE NULL END AS "visitCount", CASE WHEN l1.h20 THEN array_remove(CAST (ARRAY[CASE WHEN l1.h0 THEN NULL ELSE 'Visitor.externalId' END, CASE WHEN l1.h1 THEN NULL ELSE 'Visitor.email' END, CASE WHEN l1.h2 THEN NULL ELSE 'Visitor.firstName' END, CASE WHEN l1.h3 THEN NULL ELSE 'Visitor.lastName' END, CASE WHEN l1.h4 THEN NULL ELSE 'Visitor.phone' END, CASE WHEN l1.h5 THEN NULL ELSE 'Visitor.streetAddress' END, CASE WHEN l1.h6 THEN NULL ELSE 'Visitor.city' END, CASE WHEN l1.h7 THEN NULL ELSE 'Visitor.region' END, CASE WHEN l1.h8 THEN NULL ELSE 'Visitor.postalCode' END, CASE WHEN l1.h9 THEN NULL ELSE 'Visitor.country' END, CASE WHEN l1.h10 THEN NULL ELSE 'Visitor.socialNetwork' END, CASE WHEN l1.h10 THEN NULL ELSE 'Visitor.socialHandle' END, CASE WHEN l1.h11 THEN NULL ELSE 'Visitor.ipAddress' END, CASE WHEN l1.h12 THEN NULL ELSE 'Visitor.deviceType' END, CASE WHEN l1.h12 THEN NULL ELSE 'Visitor.hardware' END, CASE WHEN l1.h12 THEN NULL ELSE 'Visitor.os' END, CASE WHEN l1.h12 THEN NULL ELSE 'Visitor.browser' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.deviceId' END, CASE WHEN l1.h13 THEN NULL ELSE 'Visitor.macAddress' END, CASE WHEN l1.h14 THEN NULL ELSE 'Visitor.geoCountry' END, CASE WHEN l1.h14 THEN NULL ELSE 'Visitor.geoRegion' END, CASE WHEN l1.h14 THEN NULL ELSE 'Visitor.geoCity' END, CASE WHEN l1.h15 THEN NULL ELSE 'Visitor.latitude' END, CASE WHEN l1.h15 THEN NULL ELSE 'Visitor.longitude' END, CASE WHEN l1.h16 THEN NULL ELSE 'Visitor.gender' END, CASE WHEN l1.h17 THEN NULL ELSE 'Visitor.birthYear' END, CASE WHEN l1.h18 THEN NULL ELSE 'Visitor.ageBand' END, CASE WHEN l1.h19 THEN NULL ELSE 'Visitor.firstSeenAt' END, CASE WHEN l1.h19 THEN NULL ELSE 'Visitor.lastSeenAt' END, CASE WHEN l1.h19 THEN NULL ELSE 'Visitor.visitCount' END, CASE WHEN l1.h20 THEN NULL ELSE 'Visitor.withheld' END] AS TEXT[]), NULL) ELSE NULL END AS withheld, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, l2.domain AS domain
            FROM (
              SELECT t2.id AS id, t2.domain AS domain
              FROM site AS t2
              WHERE t2.id = l1.site_id
              AND t2.id IN (
                SELECT granted.site_id
                FROM granted
              )
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
            ) AS "totalCount", array((
              SELECT row_to_json(z.*) AS row_to_json_5
              FROM (
                SELECT l4.id AS id, CASE WHEN l1.h19 THEN to_char(l4.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ELSE NULL END AS at, CASE WHEN l1.h19 THEN l4.path ELSE NULL END AS path
                FROM (
                  SELECT p4.id AS id, p4.at AS at, p4.path AS path, row_number() OVER () AS n
                  FROM (
                    SELECT t4.id AS id, t4.at AS at, t4.path AS path
                    FROM visit AS t4
                    WHERE t4.visitor_id = l1.id
                    AND t4.site_id = l1.site_id
                    ORDER BY t4.id DESC
                    LIMIT $11::INTEGER
                  ) AS p4
                  ORDER BY n DESC
                ) AS l4
              ) AS z
            )) AS nodes
          ) AS z
        ) AS visits, (
          SELECT row_to_json(z.*) AS row_to_json_6
          FROM (
            SELECT array((
              SELECT row_to_json(z.*) AS row_to_json_7
              FROM (
                SELECT l5.id AS id, CASE WHEN l1.h20 THEN l5.purpose ELSE NULL END AS purpose, CASE WHEN l1.h20 THEN l5.status ELSE NULL END AS status
                FROM (
                  SELECT t5.id AS id, t5.purpose AS purpose, t5.status AS status
                  FROM consent AS t5
                  WHERE t5.visitor_id = l1.id
                  AND t5.site_id = l1.site_id
                  ORDER BY t5.id ASC
                  LIMIT $12::INTEGER
                ) AS l5
              ) AS z
            )) AS nodes
          ) AS z
        ) AS consents, NULL AS cookies
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_4
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.external_id IS NOT NULL) THEN '9' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h2 THEN CASE WHEN (l1.first_name IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h3 THEN CASE WHEN (l1.last_name IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h4 THEN CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h5 THEN CASE WHEN (l1.street_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h6 THEN CASE WHEN (l1.city IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h7 THEN CASE WHEN (l1.region IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h8 THEN CASE WHEN (l1.postal_code IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h9 THEN CASE WHEN (l1.country IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h10 THEN CASE WHEN (l1.social_network IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h10 THEN CASE WHEN (l1.social_handle IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h11 THEN CASE WHEN (l1.ip_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h12 THEN CASE WHEN (l1.device_type IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h12 THEN CASE WHEN (l1.hardware IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h12 THEN CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h12 THEN CASE WHEN (l1.browser IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.device_id IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h13 THEN CASE WHEN (l1.mac_address IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h14 THEN CASE WHEN (l1.geo_country IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h14 THEN CASE WHEN (l1.geo_region IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h14 THEN CASE WHEN (l1.geo_city IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h15 THEN CASE WHEN (l1.latitude_e6 IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h15 THEN CASE WHEN (l1.longitude_e6 IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h16 THEN CASE WHEN (l1.gender IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h17 THEN CASE WHEN (l1.birth_year IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h18 THEN CASE WHEN (CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN ($10::INTEGER - l1.birth_year < 18) THEN 'UNDER_18' WHEN ($10::INTEGER - l1.birth_year < 25) THEN '18_24' WHEN ($10::INTEGER - l1.birth_year < 35) THEN '25_34' WHEN ($10::INTEGER - l1.birth_year < 45) THEN '35_44' WHEN ($10::INTEGER - l1.birth_year < 55) THEN '45_54' WHEN ($10::INTEGER - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h19 THEN CASE WHEN (l1.first_seen_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h19 THEN CASE WHEN (l1.last_seen_at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h19 THEN CASE WHEN (l1.visit_count IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h20 THEN '1' ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_5
        FROM (
          SELECT CASE WHEN l1.h19 THEN CASE WHEN (l6.at IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h19 THEN CASE WHEN (l6.path IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1
          FROM (
            SELECT p6.at AS at, p6.path AS path, row_number() OVER () AS n
            FROM (
              SELECT t6.at AS at, t6.path AS path
              FROM visit AS t6
              WHERE t6.visitor_id = l1.id
              AND t6.site_id = l1.site_id
              ORDER BY t6.id DESC
              LIMIT $11::INTEGER
            ) AS p6
            ORDER BY n DESC
          ) AS l6
        ) AS signed
      ) || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_6
        FROM (
          SELECT CASE WHEN l1.h20 THEN CASE WHEN (l7.purpose IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s0, CASE WHEN l1.h20 THEN CASE WHEN (l7.status IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS s1
          FROM (
            SELECT t7.purpose AS purpose, t7.status AS status
            FROM consent AS t7
            WHERE t7.visitor_id = l1.id
            AND t7.site_id = l1.site_id
            ORDER BY t7.id ASC
            LIMIT $12::INTEGER
          ) AS l7
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
