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
  SELECT m1.id AS id, m1.site_id AS site_id, m1.created_at AS created_at, m1.email_sha256 AS email_sha256, m1.geo_country AS geo_country, m1.gender AS gender, m1.birth_year AS birth_year, m1.n AS n, coalesce(instr(m1.c0, ' personal_data ') > 0 OR instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.contact ') > 0 OR instr(m1.c0, ' user.contact.email ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' personal_data ') > 0 OR instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.contact ') > 0 OR instr(m1.c1, ' user.contact.email ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' * ') > 0 OR instr(m1.c2, ' personal_data ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.contact ') > 0 OR instr(m1.c2, ' user.contact.email ') > 0, 0) = 1 AS h0, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.location ') > 0 OR instr(m1.c0, ' user.location.imprecise ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.location ') > 0 OR instr(m1.c1, ' user.location.imprecise ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' * ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.location ') > 0 OR instr(m1.c2, ' user.location.imprecise ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1 AS h1, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.demographic ') > 0 OR instr(m1.c0, ' user.demographic.gender ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.demographic ') > 0 OR instr(m1.c1, ' user.demographic.gender ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' * ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.demographic ') > 0 OR instr(m1.c2, ' user.demographic.gender ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1 AS h2, coalesce(instr(m1.c0, ' user ') > 0 OR instr(m1.c0, ' user.demographic ') > 0 OR instr(m1.c0, ' user.demographic.age_range ') > 0 OR instr(m1.c0, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c1, ' user ') > 0 OR instr(m1.c1, ' user.demographic ') > 0 OR instr(m1.c1, ' user.demographic.age_range ') > 0 OR instr(m1.c1, ' user_data ') > 0, 0) = 1
  AND coalesce(instr(m1.c2, ' * ') > 0 OR instr(m1.c2, ' user ') > 0 OR instr(m1.c2, ' user.demographic ') > 0 OR instr(m1.c2, ' user.demographic.age_range ') > 0 OR instr(m1.c2, ' user_data ') > 0, 0) = 1 AS h3
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.created_at AS created_at, p1.email_sha256 AS email_sha256, p1.geo_country AS geo_country, p1.gender AS gender, p1.birth_year AS birth_year, row_number() OVER () AS n, (
      SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_1
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
      AND notice_use.purpose IN ('marketing.advertising', 'marketing')
    ) AS c0, (
      SELECT group_concat(' ' || notice_use.category || ' ', '') AS group_concat_2
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
      AND notice_use.purpose IN ('marketing.advertising', 'marketing')
    ) AS c1, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'marketing.advertising') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
        ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.advertising.first_party', 'marketing.advertising.first_party.contextual', 'marketing.advertising.first_party.targeted', 'marketing.advertising.frequency_capping', 'marketing.advertising.negative_targeting', 'marketing.advertising.profiling', 'marketing.advertising.serving', 'marketing.advertising.third_party', 'marketing.advertising.third_party.targeted')
        AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
        FROM consent
        WHERE consent.site_id = p1.site_id
        AND consent.visitor_id = p1.id
        AND consent.purpose IN ('marketing.advertising', 'marketing', 'marketing.advertising.first_party', 'marketing.advertising.first_party.contextual', 'marketing.advertising.first_party.targeted', 'marketing.advertising.frequency_capping', 'marketing.advertising.negative_targeting', 'marketing.advertising.profiling', 'marketing.advertising.serving', 'marketing.advertising.third_party', 'marketing.advertising.third_party.targeted')
        AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
        GROUP BY consent.regime
      ) AS regimes LEFT OUTER
      JOIN notice_use ON notice_use.site_id = p1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('marketing.advertising', 'marketing')
    ) AS c2
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, t1.created_at AS created_at, t1.email_sha256 AS email_sha256, t1.geo_country AS geo_country, t1.gender AS gender, t1.birth_year AS birth_year
      FROM visitor AS t1
      WHERE t1.restricted_at IS NULL
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
        AND notice_use.purpose IN ('marketing.advertising', 'marketing')
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
        AND notice_use.purpose IN ('marketing.advertising', 'marketing')
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
          AND notice_use.purpose IN ('marketing.advertising', 'marketing')
          LIMIT 1
        ) END) = 1
        AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_1
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'marketing.advertising') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
          ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.advertising.first_party', 'marketing.advertising.first_party.contextual', 'marketing.advertising.first_party.targeted', 'marketing.advertising.frequency_capping', 'marketing.advertising.negative_targeting', 'marketing.advertising.profiling', 'marketing.advertising.serving', 'marketing.advertising.third_party', 'marketing.advertising.third_party.targeted')
          AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
          FROM consent
          WHERE consent.site_id = t1.site_id
          AND consent.visitor_id = t1.id
          AND consent.purpose IN ('marketing.advertising', 'marketing', 'marketing.advertising.first_party', 'marketing.advertising.first_party.contextual', 'marketing.advertising.first_party.targeted', 'marketing.advertising.frequency_capping', 'marketing.advertising.negative_targeting', 'marketing.advertising.profiling', 'marketing.advertising.serving', 'marketing.advertising.third_party', 'marketing.advertising.third_party.targeted')
          AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
          GROUP BY consent.regime
        ) AS regimes
      )
      ORDER BY t1.id ASC
      LIMIT :v0
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM visitor AS t1
  WHERE t1.restricted_at IS NULL
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
    AND notice_use.purpose IN ('marketing.advertising', 'marketing')
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
    AND notice_use.purpose IN ('marketing.advertising', 'marketing')
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
      AND notice_use.purpose IN ('marketing.advertising', 'marketing')
      LIMIT 1
    ) END) = 1
    AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_1
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.advertising') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.advertising.first_party', 'marketing.advertising.first_party.contextual', 'marketing.advertising.first_party.targeted', 'marketing.advertising.frequency_capping', 'marketing.advertising.negative_targeting', 'marketing.advertising.profiling', 'marketing.advertising.serving', 'marketing.advertising.third_party', 'marketing.advertising.third_party.targeted')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.advertising', 'marketing', 'marketing.advertising.first_party', 'marketing.advertising.first_party.contextual', 'marketing.advertising.first_party.targeted', 'marketing.advertising.frequency_capping', 'marketing.advertising.negative_targeting', 'marketing.advertising.profiling', 'marketing.advertising.serving', 'marketing.advertising.third_party', 'marketing.advertising.third_party.targeted')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes
  )
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'externalId', NULL, 'identifiers', NULL, 'createdAt', NULL, 'updatedAt', NULL, 'email', CASE WHEN l1.h0 THEN l1.email_sha256 ELSE NULL END, 'firstName', NULL, 'lastName', NULL, 'phone', NULL, 'streetAddress', NULL, 'city', NULL, 'region', NULL, 'postalCode', NULL, 'country', NULL, 'socialNetwork', NULL, 'socialHandle', NULL, 'ipAddress', NULL, 'deviceType', NULL, 'hardware', NULL, 'os', NULL, 'browser', NULL, 'deviceId', NULL, 'macAddress', NULL, 'geoCountry', CASE WHEN l1.h1 THEN l1.geo_country ELSE NULL END, 'geoRegion', NULL, 'geoCity', NULL, 'latitude', NULL, 'longitude', NULL, 'gender', CASE WHEN l1.h2 THEN l1.gender ELSE NULL END, 'birthYear', NULL, 'ageBand', CASE WHEN l1.h3 THEN CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN (:year - l1.birth_year < 18) THEN 'UNDER_18' WHEN (:year - l1.birth_year < 25) THEN '18_24' WHEN (:year - l1.birth_year < 35) THEN '25_34' WHEN (:year - l1.birth_year < 45) THEN '35_44' WHEN (:year - l1.birth_year < 55) THEN '45_54' WHEN (:year - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END ELSE NULL END, 'preferences', NULL, 'firstSeenAt', NULL, 'lastSeenAt', NULL, 'visitCount', NULL, 'withheld', NULL, 'site', NULL, 'visits', NULL, 'consents', NULL, 'cookies', NULL)) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_3
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.email_sha256 IS NOT NULL) THEN '8' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.geo_country IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h2 THEN CASE WHEN (l1.gender IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h3 THEN CASE WHEN (CASE WHEN (l1.birth_year IS NULL) THEN NULL WHEN (:year - l1.birth_year < 18) THEN 'UNDER_18' WHEN (:year - l1.birth_year < 25) THEN '18_24' WHEN (:year - l1.birth_year < 35) THEN '25_34' WHEN (:year - l1.birth_year < 45) THEN '35_44' WHEN (:year - l1.birth_year < 55) THEN '45_54' WHEN (:year - l1.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
