// Tables.
#include "core/arn.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

json::object stream_of(const Step& step) {
  const json::object* given = step.object("StreamSpecification");
  if (!given) return {{"StreamEnabled", false}};
  json::object stream = *given;
  stream.erase("ResourcePolicy");
  stream["StreamEnabled"] = true;
  return stream;
}

void set_attributes(Step& step, const json::object& description) {
  step.attributes = {{"Arn", make_arn(step.context, "dynamodb", "table/" + step.physical)}};
  for (const auto& [from, to] : {std::pair("TableArn", "Arn"), std::pair("LatestStreamArn", "StreamArn"),
                                 std::pair("TableId", "TableId")})
    if (const auto text = find_text(description, from)) step.attributes[to] = boost_view(*text);
}

Work wait_until_active(Step& step) {
  while (true) {
    json::object input{{"TableName", step.physical}};
    const json::object answer = co_await step.call("dynamodb", "DescribeTable", std::move(input));
    const json::object* table = find_object(answer, "Table");
    bool active = table && find_text(*table, "TableStatus") == "ACTIVE";
    if (const json::array* indexes = table ? find_array(*table, "GlobalSecondaryIndexes") : nullptr)
      for (const json::value& index : *indexes)
        if (const auto* one = index.if_object())
          active = active && find_text(*one, "IndexStatus").value_or("ACTIVE") == "ACTIVE";
    if (active) {
      set_attributes(step, *table);
      co_return;
    }
    co_await Pause(step.clock, 1s);
  }
}

Work apply_time_to_live(Step& step) {
  if (!step.changed("TimeToLiveSpecification")) co_return;
  const json::object* wanted = step.object("TimeToLiveSpecification");
  json::object specification =
      wanted ? *wanted : step.old_properties.at("TimeToLiveSpecification").as_object();
  if (!wanted) specification["Enabled"] = false;
  json::object input{{"TableName", step.physical}, {"TimeToLiveSpecification", std::move(specification)}};
  co_await step.call("dynamodb", "UpdateTimeToLive", std::move(input));
}

Work apply_backups(Step& step) {
  if (!step.changed("PointInTimeRecoverySpecification")) co_return;
  const auto* wanted = step.object("PointInTimeRecoverySpecification");
  const json::value* enabled = wanted ? find(*wanted, "PointInTimeRecoveryEnabled") : nullptr;
  json::object specification{{"PointInTimeRecoveryEnabled", enabled && *enabled == true}};
  if (wanted) copy(*wanted, specification, {"RecoveryPeriodInDays"});
  json::object input{{"TableName", step.physical},
                     {"PointInTimeRecoverySpecification", std::move(specification)}};
  co_await step.call("dynamodb", "UpdateContinuousBackups", std::move(input));
}

Work apply_kinesis(Step& step) {
  if (!step.changed("KinesisStreamSpecification")) co_return;
  if (const auto* before = find_object(step.old_properties, "KinesisStreamSpecification")) {
    json::object input{{"TableName", step.physical}};
    copy(*before, input, {"StreamArn"});
    co_await step.remove("dynamodb", "DisableKinesisStreamingDestination", std::move(input));
  }
  if (const auto* wanted = step.object("KinesisStreamSpecification")) {
    json::object input{{"TableName", step.physical}};
    copy(*wanted, input, {"StreamArn"});
    if (wanted->contains("ApproximateCreationDateTimePrecision")) {
      json::object configuration;
      copy(*wanted, configuration, {"ApproximateCreationDateTimePrecision"});
      input["EnableKinesisStreamingConfiguration"] = std::move(configuration);
    }
    co_await step.call("dynamodb", "EnableKinesisStreamingDestination", std::move(input));
  }
}

Work apply_insights(Step& step) {
  if (!step.changed("ContributorInsightsSpecification")) co_return;
  const auto* wanted = step.object("ContributorInsightsSpecification");
  const json::value* enabled = wanted ? find(*wanted, "Enabled") : nullptr;
  json::object input{{"TableName", step.physical},
                     {"ContributorInsightsAction", enabled && *enabled == true ? "ENABLE" : "DISABLE"}};
  if (wanted && wanted->contains("Mode")) input["ContributorInsightsMode"] = wanted->at("Mode");
  co_await step.call("dynamodb", "UpdateContributorInsights", std::move(input));
}

Work apply_table_policy(Step& step) {
  if (!step.changed("ResourcePolicy")) co_return;
  json::object input{{"ResourceArn", step.attributes.at("Arn")}};
  if (const auto* wanted = step.object("ResourcePolicy")) {
    if (const json::value* document = find(*wanted, "PolicyDocument"))
      input["Policy"] = document_text(*document);
    co_await step.call("dynamodb", "PutResourcePolicy", std::move(input));
  } else {
    co_await step.remove("dynamodb", "DeleteResourcePolicy", std::move(input));
  }
}

// What has operations of its own.
Work apply_table_settings(Step& step) {
  co_await apply_time_to_live(step);
  co_await apply_backups(step);
  co_await apply_kinesis(step);
  co_await apply_insights(step);
  co_await apply_table_policy(step);
}

Work create_table(Step& step) {
  const std::string name = step.name("TableName", 255);
  json::object input{{"TableName", name}};
  copy(step.properties, input,
       {"AttributeDefinitions", "KeySchema", "BillingMode", "ProvisionedThroughput", "OnDemandThroughput",
        "GlobalSecondaryIndexes", "LocalSecondaryIndexes", "TableClass", "DeletionProtectionEnabled",
        "WarmThroughput"});
  if (step.has("StreamSpecification")) input["StreamSpecification"] = stream_of(step);
  if (const auto* encryption = step.object("SSESpecification")) {
    json::object specification = *encryption;
    if (const json::value* enabled = find(specification, "SSEEnabled")) {
      const json::value on = *enabled;
      specification["Enabled"] = on;
      specification.erase("SSEEnabled");
    }
    input["SSESpecification"] = std::move(specification);
  }
  if (json::array tags = tag_list(step); !tags.empty()) input["Tags"] = std::move(tags);
  co_await step.make("dynamodb", "CreateTable", std::move(input), "ResourceInUseException");
  step.physical = name;
  step.initiated();
  co_await wait_until_active(step);
  co_await apply_table_settings(step);
}

const json::object* index_named(const json::array* list, std::string_view name) {
  if (!list) return nullptr;
  for (const json::value& item : *list)
    if (const auto* index = item.if_object(); index && find_text(*index, "IndexName") == name) return index;
  return nullptr;
}

// The changes that lead from the old indexes to the wanted ones; DynamoDB takes one new or gone index at a
// time.
json::array index_changes(const Step& step) {
  json::array changes;
  const json::array* before = find_array(step.old_properties, "GlobalSecondaryIndexes");
  const json::array* wanted = step.list("GlobalSecondaryIndexes");
  if (before)
    for (const json::value& item : *before) {
      const auto name = find_text(item.as_object(), "IndexName").value_or("");
      if (!index_named(wanted, name))
        changes.push_back(json::object{{"Delete", json::object{{"IndexName", boost_view(name)}}}});
    }
  if (wanted)
    for (const json::value& item : *wanted) {
      const auto* old = index_named(before, find_text(item.as_object(), "IndexName").value_or(""));
      if (!old) {
        changes.push_back(json::object{{"Create", item}});
      } else if (*old != item.as_object()) {
        json::object update;
        copy(item.as_object(), update, {"IndexName", "ProvisionedThroughput"});
        if (update.contains("ProvisionedThroughput"))
          changes.push_back(json::object{{"Update", std::move(update)}});
      }
    }
  return changes;
}

Work update_table(Step& step) {
  json::object input{{"TableName", step.physical}};
  for (const char* property : {"BillingMode", "ProvisionedThroughput", "OnDemandThroughput"})
    if (step.changed(property) && step.has(property)) input[property] = step.properties.at(property);
  // A switch to PROVISIONED gives every index its throughput in the same request.
  const bool provisions = find_text(input, "BillingMode") == "PROVISIONED";
  json::array at_once, one_by_one;
  for (const json::value& change : index_changes(step))
    (provisions && find(change.as_object(), "Update") ? at_once : one_by_one).push_back(change);
  if (!at_once.empty()) input["GlobalSecondaryIndexUpdates"] = std::move(at_once);
  if (input.size() > 1) co_await step.call("dynamodb", "UpdateTable", std::move(input));
  for (const char* property : {"TableClass", "DeletionProtectionEnabled", "WarmThroughput"}) {
    if (!step.changed(property) || !step.has(property)) continue;
    co_await wait_until_active(step);
    json::object alone{{"TableName", step.physical}, {property, step.properties.at(property)}};
    co_await step.call("dynamodb", "UpdateTable", std::move(alone));
  }
  if (step.changed("StreamSpecification")) {
    json::object stream{{"TableName", step.physical}, {"StreamSpecification", stream_of(step)}};
    co_await step.call("dynamodb", "UpdateTable", std::move(stream));
  }
  for (const json::value& change : one_by_one) {
    json::object update{{"TableName", step.physical}, {"GlobalSecondaryIndexUpdates", json::array{change}}};
    copy(step.properties, update, {"AttributeDefinitions"});
    co_await step.call("dynamodb", "UpdateTable", std::move(update));
    co_await wait_until_active(step);
  }
  co_await wait_until_active(step);
  co_await apply_table_settings(step);
}

Work remove_table(Step& step) {
  json::object input{{"TableName", step.physical}};
  co_await step.remove("dynamodb", "DeleteTable", std::move(input));
}

const json::object& only_replica(const json::object& properties, const std::string& region) {
  const json::object* here = nullptr;
  if (const json::array* replicas = find_array(properties, "Replicas"))
    for (const json::value& item : *replicas) {
      const json::object& replica = item.as_object();
      if (find_text(replica, "Region") != region)
        throw not_supported("a replica of AWS::DynamoDB::GlobalTable in another region");
      here = &replica;
    }
  if (!here)
    throw invalid(
        "Invalid request provided: The Replicas section must contain an entry for the current region");
  return *here;
}

json::array plain_indexes(const json::array& given) {
  json::array indexes;
  for (const json::value& item : given) {
    json::object index;
    copy(item.as_object(), index, {"IndexName", "KeySchema", "Projection", "WarmThroughput"});
    indexes.push_back(std::move(index));
  }
  return indexes;
}

// A global table in one region is a table whose settings stand partly with its only replica.
json::object as_table(const json::object& properties, const std::string& region) {
  const json::object& replica = only_replica(properties, region);
  json::object table;
  copy(properties, table,
       {"TableName", "AttributeDefinitions", "KeySchema", "BillingMode", "LocalSecondaryIndexes",
        "StreamSpecification", "TimeToLiveSpecification", "SSESpecification", "WarmThroughput"});
  for (const auto& member : replica) {
    const std::string_view name(member.key().data(), member.key().size());
    if (name == "SSESpecification") {
      json::object key;
      copy(member.value().as_object(), key, {"KMSMasterKeyId"});
      if (!table.contains("SSESpecification")) table["SSESpecification"] = json::object();
      for (const auto& part : key) table["SSESpecification"].as_object()[part.key()] = part.value();
    } else if (name == "ReadOnDemandThroughputSettings") {
      table["OnDemandThroughput"] = member.value();
    } else if (name == "ContributorInsightsSpecification" || name == "DeletionProtectionEnabled" ||
               name == "KinesisStreamSpecification" || name == "PointInTimeRecoverySpecification" ||
               name == "ResourcePolicy" || name == "TableClass" || name == "Tags") {
      table[member.key()] = member.value();
    } else if (name != "Region" && name != "GlobalSecondaryIndexes") {
      throw not_supported("property " + std::string(name) + " of a replica of AWS::DynamoDB::GlobalTable");
    }
  }
  if (const json::object* most = find_object(properties, "WriteOnDemandThroughputSettings")) {
    if (!table.contains("OnDemandThroughput")) table["OnDemandThroughput"] = json::object();
    copy(*most, table["OnDemandThroughput"].as_object(), {"MaxWriteRequestUnits"});
  }
  if (const json::array* indexes = find_array(properties, "GlobalSecondaryIndexes"))
    table["GlobalSecondaryIndexes"] = plain_indexes(*indexes);
  return table;
}

Work create_global_table(Step& step) {
  step.properties = as_table(step.properties, step.context.region);
  co_await create_table(step);
}

Work update_global_table(Step& step) {
  step.old_properties = as_table(step.old_properties, step.context.region);
  step.properties = as_table(step.properties, step.context.region);
  co_await update_table(step);
}

constexpr std::string_view table_replacing[] = {"TableName", "KeySchema", "LocalSecondaryIndexes"};

constexpr ResourceType dynamodb_table[] = {
    {"AWS::DynamoDB::Table", "TableName", table_replacing, create_table, update_table, remove_table},
    {"AWS::DynamoDB::GlobalTable", "TableName", table_replacing, create_global_table, update_global_table,
     remove_table},
};

}  // namespace

std::span<const ResourceType> dynamodb_types() { return dynamodb_table; }

}  // namespace orrery::cloudformation
