-- Every row is a violation; an empty result is what must be true at any moment, also while the service runs.
select 'received - archived - fulfilled = on hand' as rule,
       coalesce(stock.sku, fulfilled.sku) as subject,
       format('received %s, archived %s, fulfilled %s, on hand %s', coalesce(received, 0), coalesce(archived, 0),
              coalesce(quantity, 0), coalesce(on_hand, 0)) as detail
from stock
full join (select sku, sum(quantity) as quantity from orders where status = 'FULFILLED' group by sku) as fulfilled
  on fulfilled.sku = stock.sku
where coalesce(received, 0) - coalesce(archived, 0) - coalesce(quantity, 0) <> coalesce(on_hand, 0)
union all
select 'an accepted order has a task', id::text, 'accepted at ' || accepted_at
from orders
where status = 'ACCEPTED'
  and not exists (select from scheduled_tasks where task_name = 'fulfilment' and task_instance = orders.id::text);
