// The operations of the APIs that aws-sdk integrations reach, by the names their models give them.
#include <algorithm>
#include <cctype>

#include "services/states/integrations/sdk.h"

namespace orrery::states {
namespace {

struct Api {
  std::string_view arn_name;
  std::string_view operations;
};

constexpr Api apis[] = {
    {"dynamodb",
     "BatchExecuteStatement BatchGetItem BatchWriteItem CreateBackup CreateGlobalTable CreateTable "
     "DeleteBackup DeleteItem DeleteResourcePolicy DeleteTable DescribeBackup "
     "DescribeContinuousBackups DescribeContributorInsights DescribeEndpoints DescribeExport "
     "DescribeGlobalTable DescribeGlobalTableSettings DescribeImport "
     "DescribeKinesisStreamingDestination DescribeLimits DescribeTable DescribeTableReplicaAutoScaling "
     "DescribeTimeToLive DisableKinesisStreamingDestination EnableKinesisStreamingDestination "
     "ExecuteStatement ExecuteTransaction ExportTableToPointInTime GetItem GetResourcePolicy "
     "ImportTable ListBackups ListContributorInsights ListExports ListGlobalTables ListImports "
     "ListTables ListTagsOfResource PutItem PutResourcePolicy Query RestoreTableFromBackup "
     "RestoreTableToPointInTime Scan SearchVectors TagResource TransactGetItems TransactWriteItems "
     "UntagResource "
     "UpdateContinuousBackups UpdateContributorInsights UpdateGlobalTable UpdateGlobalTableSettings "
     "UpdateItem UpdateKinesisStreamingDestination UpdateTable UpdateTableReplicaAutoScaling "
     "UpdateTimeToLive"},
    {"dynamodbstreams", "DescribeStream GetRecords GetShardIterator ListStreams"},
    {"s3",
     "AbortMultipartUpload CompleteMultipartUpload CopyObject CreateBucket "
     "CreateBucketMetadataConfiguration CreateBucketMetadataTableConfiguration CreateMultipartUpload "
     "CreateSession DeleteBucket DeleteBucketAnalyticsConfiguration DeleteBucketCors "
     "DeleteBucketEncryption DeleteBucketIntelligentTieringConfiguration "
     "DeleteBucketInventoryConfiguration DeleteBucketLifecycle DeleteBucketMetadataConfiguration "
     "DeleteBucketMetadataTableConfiguration DeleteBucketMetricsConfiguration "
     "DeleteBucketOwnershipControls DeleteBucketPolicy DeleteBucketReplication DeleteBucketTagging "
     "DeleteBucketWebsite DeleteObject DeleteObjectTagging DeleteObjects DeletePublicAccessBlock "
     "GetBucketAbac GetBucketAccelerateConfiguration GetBucketAcl GetBucketAnalyticsConfiguration "
     "GetBucketCors GetBucketEncryption GetBucketIntelligentTieringConfiguration "
     "GetBucketInventoryConfiguration GetBucketLifecycleConfiguration GetBucketLocation "
     "GetBucketLogging GetBucketMetadataConfiguration GetBucketMetadataTableConfiguration "
     "GetBucketMetricsConfiguration GetBucketNotificationConfiguration GetBucketOwnershipControls "
     "GetBucketPolicy GetBucketPolicyStatus GetBucketReplication GetBucketRequestPayment "
     "GetBucketTagging GetBucketVersioning GetBucketWebsite GetObject GetObjectAcl GetObjectAttributes "
     "GetObjectLegalHold GetObjectLockConfiguration GetObjectRetention GetObjectTagging "
     "GetObjectTorrent GetPublicAccessBlock HeadBucket HeadObject ListBucketAnalyticsConfigurations "
     "ListBucketIntelligentTieringConfigurations ListBucketInventoryConfigurations "
     "ListBucketMetricsConfigurations ListBuckets ListDirectoryBuckets ListMultipartUploads "
     "ListObjectVersions ListObjects ListObjectsV2 ListParts PutBucketAbac "
     "PutBucketAccelerateConfiguration PutBucketAcl PutBucketAnalyticsConfiguration PutBucketCors "
     "PutBucketEncryption PutBucketIntelligentTieringConfiguration PutBucketInventoryConfiguration "
     "PutBucketLifecycleConfiguration PutBucketLogging PutBucketMetricsConfiguration "
     "PutBucketNotificationConfiguration PutBucketOwnershipControls PutBucketPolicy "
     "PutBucketReplication PutBucketRequestPayment PutBucketTagging PutBucketVersioning "
     "PutBucketWebsite PutObject PutObjectAcl PutObjectLegalHold PutObjectLockConfiguration "
     "PutObjectRetention PutObjectTagging PutPublicAccessBlock RenameObject RestoreObject "
     "SelectObjectContent UpdateBucketMetadataInventoryTableConfiguration "
     "UpdateBucketMetadataJournalTableConfiguration UpdateObjectEncryption UploadPart UploadPartCopy "
     "WriteGetObjectResponse"},
    {"sqs",
     "AddPermission CancelMessageMoveTask ChangeMessageVisibility ChangeMessageVisibilityBatch "
     "CreateQueue DeleteMessage DeleteMessageBatch DeleteQueue GetQueueAttributes GetQueueUrl "
     "ListDeadLetterSourceQueues ListMessageMoveTasks ListQueueTags ListQueues PurgeQueue "
     "ReceiveMessage RemovePermission SendMessage SendMessageBatch SetQueueAttributes "
     "StartMessageMoveTask TagQueue UntagQueue"},
    {"secretsmanager",
     "BatchGetSecretValue CancelRotateSecret CreateSecret DeleteResourcePolicy DeleteSecret DescribeSecret "
     "GetRandomPassword GetResourcePolicy GetSecretValue ListSecretVersionIds ListSecrets PutResourcePolicy "
     "PutSecretValue RemoveRegionsFromReplication ReplicateSecretToRegions RestoreSecret RotateSecret "
     "StopReplicationToReplica TagResource UntagResource UpdateSecret UpdateSecretVersionStage "
     "ValidateResourcePolicy"},
    {"sns",
     "AddPermission CheckIfPhoneNumberIsOptedOut ConfirmSubscription CreatePlatformApplication "
     "CreatePlatformEndpoint CreateSMSSandboxPhoneNumber CreateTopic DeleteEndpoint "
     "DeletePlatformApplication DeleteSMSSandboxPhoneNumber DeleteTopic GetDataProtectionPolicy "
     "GetEndpointAttributes GetPlatformApplicationAttributes GetSMSAttributes "
     "GetSMSSandboxAccountStatus GetSubscriptionAttributes GetTopicAttributes "
     "ListEndpointsByPlatformApplication ListOriginationNumbers ListPhoneNumbersOptedOut "
     "ListPlatformApplications ListSMSSandboxPhoneNumbers ListSubscriptions ListSubscriptionsByTopic "
     "ListTagsForResource ListTopics OptInPhoneNumber Publish PublishBatch PutDataProtectionPolicy "
     "RemovePermission SetEndpointAttributes SetPlatformApplicationAttributes SetSMSAttributes "
     "SetSubscriptionAttributes SetTopicAttributes Subscribe TagResource Unsubscribe UntagResource "
     "VerifySMSSandboxPhoneNumber"},
    {"lambda",
     "AddLayerVersionPermission AddPermission CheckpointDurableExecution CreateAlias "
     "CreateCapacityProvider CreateCodeSigningConfig CreateEventSourceMapping CreateFunction "
     "CreateFunctionUrlConfig DeleteAlias DeleteCapacityProvider DeleteCodeSigningConfig "
     "DeleteEventSourceMapping DeleteFunction DeleteFunctionCodeSigningConfig "
     "DeleteFunctionConcurrency DeleteFunctionEventInvokeConfig DeleteFunctionUrlConfig "
     "DeleteLayerVersion DeleteProvisionedConcurrencyConfig GetAccountSettings GetAlias "
     "GetCapacityProvider GetCodeSigningConfig GetDurableExecution GetDurableExecutionHistory "
     "GetDurableExecutionState GetEventSourceMapping GetFunction GetFunctionCodeSigningConfig "
     "GetFunctionConcurrency GetFunctionConfiguration GetFunctionEventInvokeConfig "
     "GetFunctionRecursionConfig GetFunctionScalingConfig GetFunctionUrlConfig GetLayerVersion "
     "GetLayerVersionByArn GetLayerVersionPolicy GetPolicy GetProvisionedConcurrencyConfig "
     "GetRuntimeManagementConfig Invoke InvokeAsync InvokeWithResponseStream ListAliases "
     "ListCapacityProviders ListCodeSigningConfigs ListDurableExecutionsByFunction "
     "ListEventSourceMappings ListFunctionEventInvokeConfigs ListFunctionUrlConfigs "
     "ListFunctionVersionsByCapacityProvider ListFunctions ListFunctionsByCodeSigningConfig "
     "ListLayerVersions ListLayers ListProvisionedConcurrencyConfigs ListTags ListVersionsByFunction "
     "PublishLayerVersion PublishVersion PutFunctionCodeSigningConfig PutFunctionConcurrency "
     "PutFunctionEventInvokeConfig PutFunctionRecursionConfig PutFunctionScalingConfig "
     "PutProvisionedConcurrencyConfig PutRuntimeManagementConfig RemoveLayerVersionPermission "
     "RemovePermission SendDurableExecutionCallbackFailure SendDurableExecutionCallbackHeartbeat "
     "SendDurableExecutionCallbackSuccess StopDurableExecution TagResource UntagResource UpdateAlias "
     "UpdateCapacityProvider UpdateCodeSigningConfig UpdateEventSourceMapping UpdateFunctionCode "
     "UpdateFunctionConfiguration UpdateFunctionEventInvokeConfig UpdateFunctionUrlConfig"},
    {"sfn",
     "CreateActivity CreateStateMachine CreateStateMachineAlias DeleteActivity DeleteStateMachine "
     "DeleteStateMachineAlias DeleteStateMachineVersion DescribeActivity DescribeExecution "
     "DescribeMapRun DescribeStateMachine DescribeStateMachineAlias DescribeStateMachineForExecution "
     "GetActivityTask GetExecutionHistory ListActivities ListExecutions ListMapRuns "
     "ListStateMachineAliases ListStateMachineVersions ListStateMachines ListTagsForResource "
     "PublishStateMachineVersion RedriveExecution SendTaskFailure SendTaskHeartbeat SendTaskSuccess "
     "StartExecution StartSyncExecution StopExecution TagResource TestState UntagResource UpdateMapRun "
     "UpdateStateMachine UpdateStateMachineAlias ValidateStateMachineDefinition"},
    {"cloudwatchlogs",
     "AssociateKmsKey AssociateSourceToS3TableIntegration CancelExportTask CancelImportTask "
     "CreateDelivery CreateExportTask CreateImportTask CreateLogAnomalyDetector CreateLogGroup "
     "CreateLogStream CreateLookupTable CreateScheduledQuery DeleteAccountPolicy "
     "DeleteDataProtectionPolicy DeleteDelivery DeleteDeliveryDestination "
     "DeleteDeliveryDestinationPolicy DeleteDeliverySource DeleteDestination DeleteIndexPolicy "
     "DeleteIntegration DeleteLogAnomalyDetector DeleteLogGroup DeleteLogStream DeleteLookupTable "
     "DeleteMetricFilter DeleteQueryDefinition DeleteResourcePolicy DeleteRetentionPolicy "
     "DeleteScheduledQuery DeleteSubscriptionFilter DeleteTransformer DescribeAccountPolicies "
     "DescribeConfigurationTemplates DescribeDeliveries DescribeDeliveryDestinations "
     "DescribeDeliverySources DescribeDestinations DescribeExportTasks DescribeFieldIndexes "
     "DescribeImportTaskBatches DescribeImportTasks DescribeIndexPolicies DescribeLogGroups "
     "DescribeLogStreams DescribeLookupTables DescribeMetricFilters DescribeQueries "
     "DescribeQueryDefinitions DescribeResourcePolicies DescribeSubscriptionFilters DisassociateKmsKey "
     "DisassociateSourceFromS3TableIntegration FilterLogEvents GetDataProtectionPolicy GetDelivery "
     "GetDeliveryDestination GetDeliveryDestinationPolicy GetDeliverySource GetIntegration "
     "GetLogAnomalyDetector GetLogEvents GetLogFields GetLogGroupFields GetLogObject GetLogRecord "
     "GetLookupTable GetQueryResults GetScheduledQuery GetScheduledQueryHistory GetTransformer "
     "ListAggregateLogGroupSummaries ListAnomalies ListIntegrations ListLogAnomalyDetectors "
     "ListLogGroups ListLogGroupsForQuery ListScheduledQueries ListSourcesForS3TableIntegration "
     "ListTagsForResource ListTagsLogGroup PutAccountPolicy PutBearerTokenAuthentication "
     "PutDataProtectionPolicy PutDeliveryDestination PutDeliveryDestinationPolicy PutDeliverySource "
     "PutDestination PutDestinationPolicy PutIndexPolicy PutIntegration PutLogEvents "
     "PutLogGroupDeletionProtection PutMetricFilter PutQueryDefinition PutResourcePolicy "
     "PutRetentionPolicy PutSubscriptionFilter PutTransformer StartLiveTail StartQuery StopQuery "
     "TagLogGroup TagResource TestMetricFilter TestTransformer UntagLogGroup UntagResource "
     "UpdateAnomaly UpdateDeliveryConfiguration UpdateLogAnomalyDetector UpdateLookupTable "
     "UpdateScheduledQuery"},
    {"eventbridge",
     "ActivateEventSource CancelReplay CreateApiDestination CreateArchive CreateConnection "
     "CreateEndpoint CreateEventBus CreatePartnerEventSource DeactivateEventSource "
     "DeauthorizeConnection DeleteApiDestination DeleteArchive DeleteConnection DeleteEndpoint "
     "DeleteEventBus DeletePartnerEventSource DeleteRule DescribeApiDestination DescribeArchive "
     "DescribeConnection DescribeEndpoint DescribeEventBus DescribeEventSource "
     "DescribePartnerEventSource DescribeReplay DescribeRule DisableRule EnableRule "
     "ListApiDestinations ListArchives ListConnections ListEndpoints ListEventBuses ListEventSources "
     "ListPartnerEventSourceAccounts ListPartnerEventSources ListReplays ListRuleNamesByTarget "
     "ListRules ListTagsForResource ListTargetsByRule PutEvents PutPartnerEvents PutPermission PutRule "
     "PutTargets RemovePermission RemoveTargets StartReplay TagResource TestEventPattern UntagResource "
     "UpdateApiDestination UpdateArchive UpdateConnection UpdateEndpoint UpdateEventBus"},
    {"sts",
     "AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot DecodeAuthorizationMessage "
     "GetAccessKeyInfo GetCallerIdentity GetDelegatedAccessToken GetFederationToken GetSessionToken "
     "GetWebIdentityToken"},
    {"iam",
     "AcceptDelegationRequest AddClientIDToOpenIDConnectProvider AddRoleToInstanceProfile "
     "AddUserToGroup AssociateDelegationRequest AttachGroupPolicy AttachRolePolicy AttachUserPolicy "
     "ChangePassword CreateAccessKey CreateAccountAlias CreateDelegationRequest CreateGroup "
     "CreateInstanceProfile CreateLoginProfile CreateOpenIDConnectProvider CreatePolicy "
     "CreatePolicyVersion CreateRole CreateSAMLProvider CreateServiceLinkedRole "
     "CreateServiceSpecificCredential CreateUser CreateVirtualMFADevice DeactivateMFADevice "
     "DeleteAccessKey DeleteAccountAlias DeleteAccountPasswordPolicy DeleteGroup DeleteGroupPolicy "
     "DeleteInstanceProfile DeleteLoginProfile DeleteOpenIDConnectProvider DeletePolicy "
     "DeletePolicyVersion DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DeleteSAMLProvider "
     "DeleteSSHPublicKey DeleteServerCertificate DeleteServiceLinkedRole "
     "DeleteServiceSpecificCredential DeleteSigningCertificate DeleteUser "
     "DeleteUserPermissionsBoundary DeleteUserPolicy DeleteVirtualMFADevice DetachGroupPolicy "
     "DetachRolePolicy DetachUserPolicy DisableOrganizationsRootCredentialsManagement "
     "DisableOrganizationsRootSessions DisableOutboundWebIdentityFederation EnableMFADevice "
     "EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions "
     "EnableOutboundWebIdentityFederation GenerateCredentialReport GenerateOrganizationsAccessReport "
     "GenerateServiceLastAccessedDetails GetAccessKeyLastUsed GetAccountAuthorizationDetails "
     "GetAccountPasswordPolicy GetAccountSummary GetContextKeysForCustomPolicy "
     "GetContextKeysForPrincipalPolicy GetCredentialReport GetDelegationRequest GetGroup "
     "GetGroupPolicy GetHumanReadableSummary GetInstanceProfile GetLoginProfile GetMFADevice "
     "GetOpenIDConnectProvider GetOrganizationsAccessReport GetOutboundWebIdentityFederationInfo "
     "GetPolicy GetPolicyVersion GetRole GetRolePolicy GetSAMLProvider GetSSHPublicKey "
     "GetServerCertificate GetServiceLastAccessedDetails GetServiceLastAccessedDetailsWithEntities "
     "GetServiceLinkedRoleDeletionStatus GetUser GetUserPolicy ListAccessKeys ListAccountAliases "
     "ListAttachedGroupPolicies ListAttachedRolePolicies ListAttachedUserPolicies "
     "ListDelegationRequests ListEntitiesForPolicy ListGroupPolicies ListGroups ListGroupsForUser "
     "ListInstanceProfileTags ListInstanceProfiles ListInstanceProfilesForRole ListMFADeviceTags "
     "ListMFADevices ListOpenIDConnectProviderTags ListOpenIDConnectProviders "
     "ListOrganizationsFeatures ListPolicies ListPoliciesGrantingServiceAccess ListPolicyTags "
     "ListPolicyVersions ListRolePolicies ListRoleTags ListRoles ListSAMLProviderTags "
     "ListSAMLProviders ListSSHPublicKeys ListServerCertificateTags ListServerCertificates "
     "ListServiceSpecificCredentials ListSigningCertificates ListUserPolicies ListUserTags ListUsers "
     "ListVirtualMFADevices PutGroupPolicy PutRolePermissionsBoundary PutRolePolicy "
     "PutUserPermissionsBoundary PutUserPolicy RejectDelegationRequest "
     "RemoveClientIDFromOpenIDConnectProvider RemoveRoleFromInstanceProfile RemoveUserFromGroup "
     "ResetServiceSpecificCredential ResyncMFADevice SendDelegationToken SetDefaultPolicyVersion "
     "SetSecurityTokenServicePreferences SimulateCustomPolicy SimulatePrincipalPolicy "
     "TagInstanceProfile TagMFADevice TagOpenIDConnectProvider TagPolicy TagRole TagSAMLProvider "
     "TagServerCertificate TagUser UntagInstanceProfile UntagMFADevice UntagOpenIDConnectProvider "
     "UntagPolicy UntagRole UntagSAMLProvider UntagServerCertificate UntagUser UpdateAccessKey "
     "UpdateAccountPasswordPolicy UpdateAssumeRolePolicy UpdateDelegationRequest UpdateGroup "
     "UpdateLoginProfile UpdateOpenIDConnectProviderThumbprint UpdateRole UpdateRoleDescription "
     "UpdateSAMLProvider UpdateSSHPublicKey UpdateServerCertificate UpdateServiceSpecificCredential "
     "UpdateSigningCertificate UpdateUser UploadSSHPublicKey UploadServerCertificate "
     "UploadSigningCertificate"},
    {"ssm",
     "AddTagsToResource AssociateOpsItemRelatedItem CancelCommand CancelMaintenanceWindowExecution "
     "CreateActivation CreateAssociation CreateAssociationBatch CreateDocument CreateMaintenanceWindow "
     "CreateOpsItem CreateOpsMetadata CreatePatchBaseline CreateResourceDataSync DeleteActivation "
     "DeleteAssociation DeleteDocument DeleteInventory DeleteMaintenanceWindow DeleteOpsItem "
     "DeleteOpsMetadata DeleteParameter DeleteParameters DeletePatchBaseline DeleteResourceDataSync "
     "DeleteResourcePolicy DeregisterManagedInstance DeregisterPatchBaselineForPatchGroup "
     "DeregisterTargetFromMaintenanceWindow DeregisterTaskFromMaintenanceWindow DescribeActivations "
     "DescribeAssociation DescribeAssociationExecutionTargets DescribeAssociationExecutions "
     "DescribeAutomationExecutions DescribeAutomationStepExecutions DescribeAvailablePatches "
     "DescribeDocument DescribeDocumentPermission DescribeEffectiveInstanceAssociations "
     "DescribeEffectivePatchesForPatchBaseline DescribeInstanceAssociationsStatus "
     "DescribeInstanceInformation DescribeInstancePatchStates DescribeInstancePatchStatesForPatchGroup "
     "DescribeInstancePatches DescribeInstanceProperties DescribeInventoryDeletions "
     "DescribeMaintenanceWindowExecutionTaskInvocations DescribeMaintenanceWindowExecutionTasks "
     "DescribeMaintenanceWindowExecutions DescribeMaintenanceWindowSchedule "
     "DescribeMaintenanceWindowTargets DescribeMaintenanceWindowTasks DescribeMaintenanceWindows "
     "DescribeMaintenanceWindowsForTarget DescribeOpsItems DescribeParameters DescribePatchBaselines "
     "DescribePatchGroupState DescribePatchGroups DescribePatchProperties DescribeSessions "
     "DisassociateOpsItemRelatedItem GetAccessToken GetAutomationExecution GetCalendarState "
     "GetCommandInvocation GetConnectionStatus GetDefaultPatchBaseline "
     "GetDeployablePatchSnapshotForInstance GetDocument GetExecutionPreview GetInventory "
     "GetInventorySchema GetMaintenanceWindow GetMaintenanceWindowExecution "
     "GetMaintenanceWindowExecutionTask GetMaintenanceWindowExecutionTaskInvocation "
     "GetMaintenanceWindowTask GetOpsItem GetOpsMetadata GetOpsSummary GetParameter "
     "GetParameterHistory GetParameters GetParametersByPath GetPatchBaseline "
     "GetPatchBaselineForPatchGroup GetResourcePolicies GetServiceSetting LabelParameterVersion "
     "ListAssociationVersions ListAssociations ListCommandInvocations ListCommands ListComplianceItems "
     "ListComplianceSummaries ListDocumentMetadataHistory ListDocumentVersions ListDocuments "
     "ListInventoryEntries ListNodes ListNodesSummary ListOpsItemEvents ListOpsItemRelatedItems "
     "ListOpsMetadata ListResourceComplianceSummaries ListResourceDataSync ListTagsForResource "
     "ModifyDocumentPermission PutComplianceItems PutInventory PutParameter PutResourcePolicy "
     "RegisterDefaultPatchBaseline RegisterPatchBaselineForPatchGroup "
     "RegisterTargetWithMaintenanceWindow RegisterTaskWithMaintenanceWindow RemoveTagsFromResource "
     "ResetServiceSetting ResumeSession SendAutomationSignal SendCommand StartAccessRequest "
     "StartAssociationsOnce StartAutomationExecution StartChangeRequestExecution StartExecutionPreview "
     "StartSession StopAutomationExecution TerminateSession UnlabelParameterVersion UpdateAssociation "
     "UpdateAssociationStatus UpdateDocument UpdateDocumentDefaultVersion UpdateDocumentMetadata "
     "UpdateMaintenanceWindow UpdateMaintenanceWindowTarget UpdateMaintenanceWindowTask "
     "UpdateManagedInstanceRole UpdateOpsItem UpdateOpsMetadata UpdatePatchBaseline "
     "UpdateResourceDataSync UpdateServiceSetting"},
    {"kinesis",
     "AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteResourcePolicy DeleteStream "
     "DeregisterStreamConsumer DescribeAccountSettings DescribeLimits DescribeStream "
     "DescribeStreamConsumer DescribeStreamSummary DisableEnhancedMonitoring EnableEnhancedMonitoring "
     "GetRecords GetResourcePolicy GetShardIterator IncreaseStreamRetentionPeriod ListShards "
     "ListStreamConsumers ListStreams ListTagsForResource ListTagsForStream MergeShards PutRecord "
     "PutRecords PutResourcePolicy RegisterStreamConsumer RemoveTagsFromStream SplitShard "
     "StartStreamEncryption StopStreamEncryption SubscribeToShard TagResource UntagResource "
     "UpdateAccountSettings UpdateMaxRecordSize UpdateShardCount UpdateStreamMode "
     "UpdateStreamWarmThroughput"},
    {"cloudformation",
     "ActivateOrganizationsAccess ActivateType BatchDescribeTypeConfigurations CancelUpdateStack "
     "ContinueUpdateRollback CreateChangeSet CreateGeneratedTemplate CreateStack CreateStackInstances "
     "CreateStackRefactor CreateStackSet DeactivateOrganizationsAccess DeactivateType DeleteChangeSet "
     "DeleteGeneratedTemplate DeleteStack DeleteStackInstances DeleteStackSet DeregisterType "
     "DescribeAccountLimits DescribeChangeSet DescribeChangeSetHooks DescribeEvents "
     "DescribeGeneratedTemplate DescribeOrganizationsAccess DescribePublisher DescribeResourceScan "
     "DescribeStackDriftDetectionStatus DescribeStackEvents DescribeStackInstance "
     "DescribeStackRefactor DescribeStackResource DescribeStackResourceDrifts DescribeStackResources "
     "DescribeStackSet DescribeStackSetOperation DescribeStacks DescribeType DescribeTypeRegistration "
     "DetectStackDrift DetectStackResourceDrift DetectStackSetDrift EstimateTemplateCost "
     "ExecuteChangeSet ExecuteStackRefactor GetGeneratedTemplate GetHookResult GetStackPolicy "
     "GetTemplate GetTemplateSummary ImportStacksToStackSet ListChangeSets ListExports "
     "ListGeneratedTemplates ListHookResults ListImports ListResourceScanRelatedResources "
     "ListResourceScanResources ListResourceScans ListStackInstanceResourceDrifts ListStackInstances "
     "ListStackRefactorActions ListStackRefactors ListStackResources ListStackSetAutoDeploymentTargets "
     "ListStackSetOperationResults ListStackSetOperations ListStackSets ListStacks "
     "ListTypeRegistrations ListTypeVersions ListTypes PublishType RecordHandlerProgress "
     "RegisterPublisher RegisterType RollbackStack SetStackPolicy SetTypeConfiguration "
     "SetTypeDefaultVersion SignalResource StartResourceScan StopStackSetOperation TestType "
     "UpdateGeneratedTemplate UpdateStack UpdateStackInstances UpdateStackSet "
     "UpdateTerminationProtection ValidateTemplate"},
    {"ecr",
     "BatchCheckLayerAvailability BatchDeleteImage BatchGetImage "
     "BatchGetRepositoryScanningConfiguration CompleteLayerUpload CreatePullThroughCacheRule "
     "CreateRepository CreateRepositoryCreationTemplate DeleteLifecyclePolicy "
     "DeletePullThroughCacheRule DeleteRegistryPolicy DeleteRepository "
     "DeleteRepositoryCreationTemplate DeleteRepositoryPolicy DeleteSigningConfiguration "
     "DeregisterPullTimeUpdateExclusion DescribeImageReplicationStatus DescribeImageScanFindings "
     "DescribeImageSigningStatus DescribeImages DescribePullThroughCacheRules DescribeRegistry "
     "DescribeRepositories DescribeRepositoryCreationTemplates GetAccountSetting GetAuthorizationToken "
     "GetDownloadUrlForLayer GetLifecyclePolicy GetLifecyclePolicyPreview GetRegistryPolicy "
     "GetRegistryScanningConfiguration GetRepositoryPolicy GetSigningConfiguration InitiateLayerUpload "
     "ListImageReferrers ListImages ListPullTimeUpdateExclusions ListTagsForResource PutAccountSetting "
     "PutImage PutImageScanningConfiguration PutImageTagMutability PutLifecyclePolicy "
     "PutRegistryPolicy PutRegistryScanningConfiguration PutReplicationConfiguration "
     "PutSigningConfiguration RegisterPullTimeUpdateExclusion SetRepositoryPolicy StartImageScan "
     "StartLifecyclePolicyPreview TagResource UntagResource UpdateImageStorageClass "
     "UpdatePullThroughCacheRule UpdateRepositoryCreationTemplate UploadLayerPart "
     "ValidatePullThroughCacheRule"},
};

}  // namespace

bool may_have_action(std::string_view arn_name, std::string_view action) {
  if (action.empty() || !std::islower(static_cast<unsigned char>(action[0]))) return false;
  const auto* api = std::find_if(std::begin(apis), std::end(apis),
                                 [&](const Api& one) { return one.arn_name == arn_name; });
  if (api == std::end(apis)) return true;
  std::string name(action);
  name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  std::string_view left = api->operations;
  while (!left.empty()) {
    const std::string_view operation = left.substr(0, left.find(' '));
    if (operation == name) return true;
    left.remove_prefix(std::min(operation.size() + 1, left.size()));
  }
  return false;
}

}  // namespace orrery::states
