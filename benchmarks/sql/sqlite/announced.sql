-- The categories that the notice n announces for subsidiaries and analytics.reporting, in spaces.
(
  select group_concat(' ' || u.category || ' ', '')
  from notice_use u
  where u.site_id = n.site_id and u.notice_id = n.id
    and u.recipient_kind = 'SUBSIDIARY'
    and u.purpose in ('analytics.reporting', 'analytics')
)
