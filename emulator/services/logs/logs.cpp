#include "services/logs/logs.h"

#include "core/key.h"
#include "services/logs/operations/operations.h"

namespace orrery {
namespace {

constexpr Operation<Logs> operations[] = {
    {"AssociateKmsKey", logs::associate_kms_key},
    {"CreateLogGroup", logs::create_log_group},
    {"CreateLogStream", logs::create_log_stream},
    {"DeleteLogGroup", logs::delete_log_group},
    {"DeleteLogStream", logs::delete_log_stream},
    {"DeleteMetricFilter", logs::delete_metric_filter},
    {"DeleteResourcePolicy", logs::delete_resource_policy},
    {"DeleteRetentionPolicy", logs::delete_retention_policy},
    {"DeleteSubscriptionFilter", logs::delete_subscription_filter},
    {"DescribeLogGroups", logs::describe_log_groups},
    {"DescribeLogStreams", logs::describe_log_streams},
    {"DescribeMetricFilters", logs::describe_metric_filters},
    {"DescribeResourcePolicies", logs::describe_resource_policies},
    {"DescribeSubscriptionFilters", logs::describe_subscription_filters},
    {"DisassociateKmsKey", logs::disassociate_kms_key},
    {"FilterLogEvents", logs::filter_log_events},
    {"GetLogEvents", logs::get_log_events},
    {"ListLogGroups", logs::list_log_groups},
    {"ListTagsForResource", logs::list_tags_for_resource},
    {"ListTagsLogGroup", logs::list_tags_log_group},
    {"PutLogEvents", logs::put_log_events},
    {"PutLogGroupDeletionProtection", logs::put_log_group_deletion_protection},
    {"PutMetricFilter", logs::put_metric_filter},
    {"PutResourcePolicy", logs::put_resource_policy},
    {"PutRetentionPolicy", logs::put_retention_policy},
    {"PutSubscriptionFilter", logs::put_subscription_filter},
    {"TagLogGroup", logs::tag_log_group},
    {"TagResource", logs::tag_resource},
    {"TestMetricFilter", logs::test_metric_filter},
    {"UntagLogGroup", logs::untag_log_group},
    {"UntagResource", logs::untag_resource},
};

constexpr ServiceInfo description{
    .name = "logs",
    .resource = "logGroupName,logGroupIdentifier,resourceArn",
    .wires = {.target = "Logs_20140328", .json_version = "1.1", .query = nullptr, .routes = {}},
    .refusals = {.invalid = "InvalidParameterException",
                 .missing = "InvalidParameterException",
                 .type = "SerializationException"}};

constexpr std::size_t swept_per_turn = 1000;
constexpr Duration sweep_pause = 10ms;

}  // namespace

Logs::Logs(Core& core)
    : clock(core.clock), store(core.store), caller(core.caller), records(core.store), events(core.store) {}

const ServiceInfo& Logs::info() const { return description; }

void Logs::call(std::string_view operation, const Context& context, const json::object& input, Reply reply) {
  dispatch<Logs>(operations, *this, operation, context, input, std::move(reply));
}

void Logs::resume() {
  if (records.next_dead()) sweep_soon();
}

void Logs::sweep_soon() {
  sweeping_ = clock.after(
      sweep_pause, [this] { sweep(); }, Purpose::housekeeping);
}

void Logs::sweep() {
  const auto dead = records.next_dead();
  if (!dead) return;
  if (dead->stream == 0 && !records.erase_some_streams(dead->group, swept_per_turn)) return sweep_soon();
  if (events.erase_some(dead->group, dead->stream, swept_per_turn)) store.erase(dead->record);
  sweep_soon();
}

}  // namespace orrery
