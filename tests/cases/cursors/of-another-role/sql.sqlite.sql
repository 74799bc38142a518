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
), granted AS MATERIALIZED (
  SELECT sharing_grant.site_id AS site_id, name_of.value AS category
  FROM sharing_grant LEFT OUTER
  JOIN json_each(sharing_grant.categories) AS name_of ON 1 = 1
  WHERE sharing_grant.site_id IS NOT NULL
  AND sharing_grant.recipient_id = :organization
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= :now
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > :now)
  AND (EXISTS (
    SELECT name_of.value
    FROM json_each(sharing_grant.purposes) AS name_of
    WHERE name_of.value IN ('analytics', 'analytics.reporting')
  )) UNION ALL
  SELECT site.id AS id, name_of.value AS category
  FROM site
  JOIN (sharing_grant LEFT OUTER
  JOIN json_each(sharing_grant.categories) AS name_of ON 1 = 1) ON sharing_grant.grantor_id = site.organization_id
  WHERE sharing_grant.site_id IS NULL
  AND sharing_grant.recipient_id = :organization
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= :now
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > :now)
  AND (EXISTS (
    SELECT name_of.value
    FROM json_each(sharing_grant.purposes) AS name_of
    WHERE name_of.value IN ('analytics', 'analytics.reporting')
  ))
), l1 AS MATERIALIZED (
  SELECT m1.o0 AS o0, m1.o1 AS o1, m1.k0 AS k0, m1.k1 AS k1, m1.id AS id, m1.site_id AS site_id, m1.created_at AS created_at, m1.os AS os, m1.visit_count AS visit_count, m1.n AS n, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.device ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.device ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.device ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.device ') > 0 OR instr(m1.c3, ' user_data ') > 0, 0) = 1 AS h0, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.behavior ') > 0 OR instr(m1.c0, ' user.behavior.browsing_history ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.behavior ') > 0 OR instr(m1.c1, ' user.behavior.browsing_history ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.behavior ') > 0 OR instr(m1.c2, ' user.behavior.browsing_history ') > 0, 0) = 1
  AND coalesce(instr(m1.c3, ' * ') > 0 OR instr(m1.c3, ' user ') > 0 OR instr(m1.c3, ' user.behavior ') > 0 OR instr(m1.c3, ' user.behavior.browsing_history ') > 0, 0) = 1 AS h1
  FROM (
    SELECT p1.o0 AS o0, p1.o1 AS o1, p1.k0 AS k0, p1.k1 AS k1, p1.id AS id, p1.site_id AS site_id, p1.created_at AS created_at, p1.os AS os, p1.visit_count AS visit_count, row_number() OVER () AS n, (
      SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_1
      FROM granted
      WHERE granted.site_id = p1.site_id
    ) AS c0, (
      SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_2
      FROM notice_use
      WHERE notice_use.site_id = p1.site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.site_id
        AND notice.posted_at <= :now
        AND (notice.posted_at < p1.created_at OR notice.binds_at <= :now)
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c1, (
      SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_3
      FROM notice_use
      WHERE notice_use.site_id = p1.site_id
      AND notice_use.notice_id = (
        SELECT notice.id
        FROM notice
        WHERE notice.site_id = p1.site_id
        AND notice.posted_at <= :now
        ORDER BY notice.posted_at DESC, notice.id DESC
        LIMIT 1
      )
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c2, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
        ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
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
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('analytics.reporting', 'analytics')
    ) AS c3
    FROM (
      SELECT CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1) THEN t1.os END AS o0, CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1) THEN t1.visit_count END AS o1, CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1) THEN t1.os END AS k0, CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1) THEN t1.visit_count END AS k1, t1.id AS id, t1.site_id AS site_id, t1.created_at AS created_at, t1.os AS os, t1.visit_count AS visit_count
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
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
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
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
        LIMIT 1
      ) IS NOT NULL
      AND NOT ((EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'visitor'
        AND opt_out. "key" = t1.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out. "key" = t1.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = t1.site_id
        AND visitor_alias.visitor_id = t1.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out. "key" = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )))
      AND (
        SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
          SELECT 1
          FROM notice_use
          WHERE notice_use.site_id = t1.site_id
          AND notice_use.notice_id = substr(regimes.nearest, 4)
          AND notice_use.recipient_kind = :kind
          AND notice_use.purpose IN ('analytics.reporting', 'analytics')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_1
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
      AND (:v1_1_null = 0
      AND (coalesce(CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1) THEN t1.os END < :v1_1, 0) = 1 OR CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1) THEN t1.os END IS NULL) OR CASE WHEN :v1_1_null THEN CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1) THEN t1.os END IS NULL ELSE coalesce(CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1) THEN t1.os END = :v1_1, 0) END = 1
      AND :v1_2_null = 0
      AND (coalesce(CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1) THEN t1.visit_count END > :v1_2, 0) = 1 OR CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1) THEN t1.visit_count END IS NULL) OR CASE WHEN :v1_1_null THEN CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1) THEN t1.os END IS NULL ELSE coalesce(CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_4
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_5
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_6
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.device ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user_data ') > 0, 0) = 1) THEN t1.os END = :v1_1, 0) END = 1
      AND CASE WHEN :v1_2_null THEN CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1) THEN t1.visit_count END IS NULL ELSE coalesce(CASE WHEN (coalesce(instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || granted.category || ' ', '') AS group_concat_7
        FROM granted
        WHERE granted.site_id = t1.site_id
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_8
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_9
        FROM notice_use
        WHERE notice_use.site_id = t1.site_id
        AND notice_use.notice_id = (
          SELECT notice.id
          FROM notice
          WHERE notice.site_id = t1.site_id
          AND notice.posted_at <= :now
          ORDER BY notice.posted_at DESC, notice.id DESC
          LIMIT 1
        )
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1
      AND coalesce(instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' * ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior ') > 0 OR instr((
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'analytics.reporting') THEN '00' WHEN (consent.purpose = 'analytics') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (:is_operator = 1 OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = :organization
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > :now)
          AND (EXISTS (
            SELECT name_of.value
            FROM json_each(consent.recipients) AS name_of
            WHERE name_of.value = :kind
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('analytics.reporting', 'analytics', 'analytics.reporting.ad_performance', 'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance', 'analytics.reporting.system')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes LEFT OUTER
        JOIN notice_use ON notice_use.site_id = t1.site_id
        AND notice_use.notice_id = substr(regimes.nearest, 4)
        AND notice_use.recipient_kind = :kind
        AND notice_use.purpose IN ('analytics.reporting', 'analytics')
      ), ' user.behavior.browsing_history ') > 0, 0) = 1) THEN t1.visit_count END = :v1_2, 0) END = 1
      AND t1.id > :v1_id)
      ORDER BY o0 DESC NULLS LAST, o1 ASC NULLS LAST, t1.id ASC
      LIMIT :v0_more
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('edges', (
  SELECT json_group_array(json_object('cursor', base64url('["439aa507"' || ',' || json_quote(l1.k0) || ',' || json_quote(l1.k1) || ',' || json_quote(l1.id) || ']'), 'node', json_object('id', l1.id, 'os', CASE WHEN l1.h0 THEN l1.os ELSE NULL END, 'visitCount', CASE WHEN l1.h1 THEN l1.visit_count ELSE NULL END))) AS json_group_array_1
  FROM l1
  WHERE l1.n <= :v0
), 'pageInfo', json_object('hasNextPage', CASE (
  SELECT count(*) AS count_1
  FROM l1
) > :v0 WHEN 1 THEN json('true') WHEN 0 THEN json('false') END, 'hasPreviousPage', CASE true WHEN 1 THEN json('true') WHEN 0 THEN json('false') END, 'startCursor', (
  SELECT base64url('["439aa507"' || ',' || json_quote(l1.k0) || ',' || json_quote(l1.k1) || ',' || json_quote(l1.id) || ']') AS base64url_1
  FROM l1
  WHERE l1.n = 1
  AND l1.n <= :v0
), 'endCursor', (
  SELECT base64url('["439aa507"' || ',' || json_quote(l1.k0) || ',' || json_quote(l1.k1) || ',' || json_quote(l1.id) || ']') AS base64url_1
  FROM l1
  WHERE l1.n <= :v0
  ORDER BY l1.n DESC
  LIMIT 1
))) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_5
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.visit_count IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS signature
      FROM l1
      WHERE l1.n <= :v0
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
