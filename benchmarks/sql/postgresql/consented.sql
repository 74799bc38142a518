-- v may be shared for analytics.reporting with a subsidiary, by its own statements.
(
  select coalesce(bool_or(r.nearest % 3 = 1) and not bool_or(r.nearest % 3 = 0 or r.below), false)
  from (
    select
      min(
        case c.purpose when 'analytics.reporting' then 0 when 'analytics' then 3 end
        + case
            when c.status in ('GIVEN', 'RENEWED')
              and (c.expires_at is null or c.expires_at > :now)
              and 'SUBSIDIARY' = any(c.recipients)
            then 1
            when c.status in ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN') then 0
            else 2
          end
      ) as nearest,
      bool_or(
        c.purpose like 'analytics.reporting.%'
        and c.status in ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')
      ) as below
    from consent c
    where c.site_id = v.site_id
      and c.visitor_id = v.id
      and c.purpose in (
        'analytics.reporting', 'analytics', 'analytics.reporting.ad_performance',
        'analytics.reporting.campaign_insights', 'analytics.reporting.content_performance',
        'analytics.reporting.system'
      )
      and c.status in (
        'EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN'
      )
    group by c.regime
  ) r
)
