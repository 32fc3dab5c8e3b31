//! What help says beyond the options.

use clap::Command;

/// At the end of `dcs --help`.
pub(crate) const MORE: &str = "\
Examples:
  Delete a background task, after a question:
    dcs --region ap-southeast-1 delete-background-task \\
        --project-id a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71 \\
        --instance-id 5560df16-cebf-4473-95c4-d1b573c16e79 \\
        --task-id 8abf6e1e72c12e7c0172c15b508500aa
  The same in a script: no question, one line of JSON:
    dcs delete-background-task --yes --output json …
  See what would be sent, and send nothing:
    dcs delete-background-task --dry-run …
  Completions for bash:
    source <(dcs completions bash)

Credentials, from the first place that has some:
  environment  A token, or else an access key; see below
  profile      The section [basic] of ~/.huaweicloud/credentials, or --profile NAME
  metadata     The agency of the cloud server that this runs on
  `dcs auth status` says which serves. A place with a mistake in it ends the search.

Environment:
  DCS_AUTH_TOKEN                  A token; also OS_AUTH_TOKEN, OS_TOKEN
  HUAWEICLOUD_SDK_AK              Id of an access key; also HW_ACCESS_KEY, OS_ACCESS_KEY
  HUAWEICLOUD_SDK_SK              Its secret; also HW_SECRET_KEY, OS_SECRET_KEY
  HUAWEICLOUD_SDK_SECURITY_TOKEN  For a temporary access key; also HW_SECURITY_TOKEN
  HUAWEICLOUD_SDK_PROJECT_ID      Stands for --project-id; also HW_PROJECT_ID, OS_PROJECT_ID
  HUAWEICLOUD_SDK_REGION          Stands for --region; also HW_REGION_NAME, OS_REGION_NAME
  HUAWEICLOUD_SDK_REGION_DCS_ID   Endpoint of the region ID, before ~/.huaweicloud/regions.yaml
  HUAWEICLOUD_SDK_IAM_ENDPOINT    Endpoint of the identity service, which knows a region's project
  DCS_METADATA=off                Does not ask the metadata service
  HTTPS_PROXY, NO_PROXY           Proxies
  NO_COLOR                        No colours

Exit status:
  0  Done
  1  The service said no
  2  Nothing was sent: wrong usage, a refused id, no credentials, no confirmation, no connection
  3  Unknown: it may have been sent, and no usable answer came
  4  It is not there, or not any more; 0 with --ignore-not-found
  5  Not authorised: the credentials were refused, or do not permit it";

/// A call with everything that must be given.
pub(crate) fn example(command: &Command) -> String {
    let required: Vec<_> = command
        .get_arguments()
        .filter(|argument| argument.is_required_set())
        .filter_map(|argument| {
            let name = argument.get_value_names()?.first()?;
            Some(format!(" \\\n      --{} {name}", argument.get_long()?))
        })
        .collect();
    format!(
        "Example:\n  dcs {} --region ap-southeast-1{}\n\nFor credentials and exit status see `dcs --help`.",
        command.get_name(),
        required.concat()
    )
}
