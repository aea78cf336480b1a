//! How our own types stand in columns of either engine.

use crate::store::{IntoValue, Value};
use crate::{Currency, Day, Quantity, Rate, Timestamp, id};
use sqlx::database::Database;
use sqlx::error::BoxDynError;
use sqlx::postgres::PgTypeInfo;
use sqlx::sqlite::SqliteTypeInfo;
use sqlx::{Decode, Postgres, Sqlite, Type};
use uuid::Uuid;

macro_rules! id_columns {
    ($($name:ident),+ $(,)?) => {$(
        impl IntoValue for id::$name {
            fn value(self) -> Value { Value::Id(Some(self.0)) }
            fn null() -> Value { Value::Id(None) }
        }

        impl Type<Sqlite> for id::$name {
            fn type_info() -> SqliteTypeInfo { <str as Type<Sqlite>>::type_info() }
            fn compatible(other: &SqliteTypeInfo) -> bool { <str as Type<Sqlite>>::compatible(other) }
        }

        impl<'r> Decode<'r, Sqlite> for id::$name {
            fn decode(value: <Sqlite as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
                Ok(<&str as Decode<Sqlite>>::decode(value)?.parse()?)
            }
        }

        impl Type<Postgres> for id::$name {
            fn type_info() -> PgTypeInfo { <Uuid as Type<Postgres>>::type_info() }
        }

        impl<'r> Decode<'r, Postgres> for id::$name {
            fn decode(value: <Postgres as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
                <Uuid as Decode<Postgres>>::decode(value).map(Self)
            }
        }
    )+};
}

id_columns!(
    CustomerId,
    UnitId,
    PersonId,
    StandInId,
    MembershipId,
    InvitationId,
    CostCentreId,
    CategoryId,
    ProductId,
    PriceListId,
    StockLocationId,
    PromotionId,
    ImportId,
    MappingId,
    AccessGroupId,
    SiteTextId,
    SavedFilterId,
    SiteDocumentId,
    FileId,
    FamilyId,
    AgreementId,
    SweepId,
    RoundId,
    RevisionId,
    ConfigurationId,
    ConfigurationRevisionId,
    OptionGroupId,
    OptionId,
    RuleId,
    FactoryImageId,
    TagSchemeId,
    BasketLineId,
    RequestId,
    RequestLineId,
    RequestEventId,
    PolicyId,
    OrderId,
    OrderLineId,
    ShipmentId,
    AssetId,
    PlanId,
    PlanRevisionId,
    SubscriptionId,
    SubscriptionEventId,
    EntitlementUseId,
    InvoiceId,
    PaymentId,
    LevelId,
    CalendarId,
    CaseId,
    CaseMessageId,
    CaseEventId,
    VisitId,
    PreparedAnswerId,
    TeamId,
    ReturnId,
    IncomingMailId,
    ArticleId,
    GuideQuestionId,
    GuideAnswerId,
    ArticleImportId,
    AssetEventId,
    AssetImportId,
    PublicationId,
    IssueId,
    NewsletterId,
    SoftwareId,
    ReleaseId,
    LicenceId,
    LicenceKeyId,
    SwapId,
    InteractionId,
    FactId,
    PlayId,
    ChangeId,
    MessageId,
    AuditId,
    AnyId,
);

macro_rules! number_columns {
    ($($name:ty => $from:expr;)+) => {$(
        impl<DB: Database> Type<DB> for $name where i64: Type<DB> {
            fn type_info() -> DB::TypeInfo { <i64 as Type<DB>>::type_info() }
            fn compatible(other: &DB::TypeInfo) -> bool { <i64 as Type<DB>>::compatible(other) }
        }

        impl<'r, DB: Database> Decode<'r, DB> for $name where i64: Decode<'r, DB> {
            fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
                <i64 as Decode<DB>>::decode(value).map($from)
            }
        }
    )+};
}

number_columns! {
    Timestamp => Timestamp;
    Day => |noon| Day::of(Timestamp(noon));
    Quantity => Quantity::from_thousandths;
    Rate => Rate;
}

impl<DB: Database> Type<DB> for Currency
where
    str: Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        <str as Type<DB>>::type_info()
    }
    fn compatible(other: &DB::TypeInfo) -> bool {
        <str as Type<DB>>::compatible(other)
    }
}

impl<'r, DB: Database> Decode<'r, DB> for Currency
where
    &'r str: Decode<'r, DB>,
{
    fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(<&str as Decode<DB>>::decode(value)?.parse()?)
    }
}
