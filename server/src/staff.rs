//! `rapport staff add`: the first administrator of an installation, taken on
//! by whoever may run commands on its machine.

use clap::{Args, Subcommand};
use domain::Timestamp;
use domain::identity::{Email, NewStaff, StaffError, StaffRole, add_staff_by_command};
use domain::store::{Db, FormKey};

/// What to do about the supplier's people.
#[derive(Debug, Subcommand)]
pub enum Staff {
    /// Take somebody on. Prints the link by which they choose a password.
    Add(Add),
}

/// Who is taken on.
#[derive(Debug, Args)]
pub struct Add {
    /// Their address.
    #[arg(long)]
    email: String,
    /// Their name.
    #[arg(long)]
    name: String,
    /// What they do: curator, account-manager, order-desk, agent or admin; several
    /// with commas between them.
    #[arg(long, value_delimiter = ',', default_value = "admin")]
    role: Vec<String>,
    /// Where the site is reached, for the link.
    #[arg(
        long,
        env = "RAPPORT_BASE_URL",
        default_value = "http://127.0.0.1:3000"
    )]
    base_url: String,
}

/// Does it.
///
/// # Errors
/// A sentence for whoever asked.
pub async fn run(db: &Db, command: Staff) -> Result<(), String> {
    let Staff::Add(add) = command;
    let link = take_on(db, add, Timestamp::now()).await?;
    println!("Taken on. The way in, good for two weeks and for one person:\n{link}");
    Ok(())
}

async fn take_on(db: &Db, add: Add, now: Timestamp) -> Result<String, String> {
    let email: Email = add
        .email
        .parse()
        .map_err(|_| format!("{} is not an address.", add.email))?;
    let name = add.name.trim().to_owned();
    if name.is_empty() {
        return Err("--name is empty.".to_owned());
    }
    let roles = add
        .role
        .iter()
        .map(|code| {
            StaffRole::from_code(code.trim()).ok_or_else(|| {
                let known: Vec<&str> = StaffRole::ALL.iter().map(|role| role.code()).collect();
                format!("There is no role {code}; there are {}.", known.join(", "))
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let new = NewStaff {
        key: FormKey::fresh(),
        name,
        email,
        roles,
    };
    match add_staff_by_command(db, new, now).await {
        Ok(path) => Ok(format!("{}{path}", add.base_url.trim_end_matches('/'))),
        Err(StaffError::AlreadyHere) => Err(format!(
            "{} works here already. An administrator changes what people do, in the console under \
             Staff.",
            add.email
        )),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identity::{administrators, find_reset};
    use domain::store::testing::both_engines;

    fn add(email: &str, role: &str) -> Add {
        Add {
            email: email.to_owned(),
            name: "Sofia Lindqvist".to_owned(),
            role: vec![role.to_owned()],
            base_url: "https://portal.example/".to_owned(),
        }
    }

    both_engines!(the_first_administrator_gets_a_way_in, |db| async move {
        let now = Timestamp(1_781_438_400_000);
        let link = take_on(&db, add("sofia@northgate.example", "admin"), now)
            .await
            .unwrap();
        let token = link
            .strip_prefix("https://portal.example/reset/")
            .unwrap_or_else(|| panic!("{link}"));
        assert!(find_reset(&db, token, now).await.is_ok());
        assert_eq!(
            administrators(&db).await.unwrap(),
            0,
            "not without a password"
        );
        let twice = take_on(&db, add("sofia@northgate.example", "curator"), now).await;
        assert!(twice.unwrap_err().contains("works here already"));
        let nobody = take_on(&db, add("sofia", "admin"), now).await;
        assert!(nobody.unwrap_err().contains("not an address"));
        let king = take_on(&db, add("k@northgate.example", "king"), now).await;
        assert!(king.unwrap_err().contains("order-desk"));
    });
}
